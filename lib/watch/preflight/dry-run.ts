import type { Connection, Tick } from "#lib/core/connection/connection.ts";
import { PERMISSIONS } from "#lib/core/connection/permissions.ts";
import type { ObservationOf, ProbeName, Target } from "#lib/core/live/observation.ts";
import { RHYTHMS } from "#lib/core/live/thresholds.ts";
import type { Access } from "#lib/probe/access.ts";
import { probes } from "#lib/probe/index.ts";
import { type Probe, systemClock } from "#lib/probe/probe.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { Accesses } from "#lib/watch/accesses.ts";
import { missTick, seenIn, tick } from "./ticks.ts";

export interface DryRun {
  readonly connection: Connection;
  readonly accesses: Accesses;
  readonly transport: Transport;
  readonly observer: string;
  readonly say: (ticks: readonly Tick[]) => Promise<void>;
}

const SKEW_WARNING_MS = 2000;
const HALF_SECOND_MS = 500;

/** Walks a connection step by step and tells each as it goes; a step that fails ends what depends on it. */
export async function dryRun(run: DryRun): Promise<readonly Tick[]> {
  const ticks: Tick[] = [];
  const say = async (...more: readonly Tick[]): Promise<void> => {
    ticks.push(...more);
    await run.say(ticks);
  };
  if (await throughTheDoor(run, say)) {
    await permissions(run, say);
    await masters(run, say);
  }
  await etcd(run, say);
  await balancers(run, say);
  return ticks;
}

type Say = (...ticks: readonly Tick[]) => Promise<void>;

function look<Name extends ProbeName>(
  run: DryRun,
  name: Name,
  at: { readonly target: Target; readonly access: Access },
): Promise<ObservationOf<Name>> {
  const probe: Probe<Name> = probes[name];
  const { transport, observer } = run;
  return probe(at.target, at.access, { transport, observer, timeoutMs: RHYTHMS[name].timeoutMs, clock: systemClock });
}

function pathOf({ connection }: DryRun): Target {
  return { name: "path", machineId: null, address: connection.api.address, way: "path" };
}

/** Name, connection, certificate, log-in. */
async function throughTheDoor(run: DryRun, say: Say): Promise<boolean> {
  const { address } = run.connection.api;
  const at = { target: pathOf(run), access: run.accesses.api };
  const shown = await look(run, "certificate", at);
  if (shown.result.kind === "missed") {
    await say(missTick(shown.result, address));
    return false;
  }
  await say(
    tick("resolve", "ok", { code: "NET-OK", values: { address } }),
    tick("tcp", "ok", { code: "NET-OK", values: { address } }),
    ...tlsTicks(run, shown.result.value),
  );
  const health = await look(run, "api-version", at);
  if (health.result.kind === "missed") {
    const found = missTick(health.result, address);
    await say(found.step === "tls" || found.step === "auth" ? found : { ...found, step: "auth", id: "auth" });
    return false;
  }
  await say(
    tick("auth", "ok", { code: "AUTH-OK", values: { version: health.result.value.gitVersion } }),
    ...(await clockTicks(run)),
  );
  return true;
}

function tlsTicks(
  { connection }: DryRun,
  chain: NonNullable<ReturnType<typeof seenIn<"certificate">>>,
): readonly Tick[] {
  const [leaf] = chain.chain;
  const sans = [...(leaf?.sans ?? [])].slice(0, 20);
  const { trust, address, serverName } = connection.api;
  if (trust.kind === "none")
    return [tick("tls", "warning", { code: "TLS-SKIPPED", values: { address, fingerprint: leaf?.fingerprint ?? "" } })];
  if (trust.kind === "pinned") return [tick("tls", "warning", { code: "TLS-PINNED", values: { address } })];
  const problems = [
    ...(chain.trustProblem === null
      ? []
      : [tick("tls", "failed", { code: "TLS-CA", values: { address, detail: chain.trustProblem } })]),
    ...(chain.nameProblem === null
      ? []
      : [tick("tls", "failed", { code: "TLS-SAN", values: { address: serverName ?? address, sans }, name: "name" })]),
  ];
  return problems.length > 0 ? problems : [tick("tls", "ok", { code: "TLS-OK", values: { sans } })];
}

async function clockTicks(run: DryRun): Promise<readonly Tick[]> {
  const found = await look(run, "api-health", { target: pathOf(run), access: run.accesses.api });
  const serverTimeMs = seenIn(found)?.serverTimeMs ?? null;
  if (serverTimeMs === null) return [];
  const skewMs = Math.round(serverTimeMs + HALF_SECOND_MS - (found.atMs - found.durationMs / 2));
  const seconds = Math.round(skewMs / 100) / 10;
  const isOff = Math.abs(skewMs) >= SKEW_WARNING_MS;
  return [tick("clock", isOff ? "warning" : "ok", { code: isOff ? "SKEW" : "CLOCK-OK", values: { seconds } })];
}

/** What the account may not see, one line each, and in one line what it may do beyond need. */
async function permissions(run: DryRun, say: Say): Promise<void> {
  const found = await look(run, "access", { target: pathOf(run), access: run.accesses.api });
  if (found.result.kind === "missed") return say(missTick(found.result, run.connection.api.address, "access"));
  const allowed = new Map(found.result.value.permissions.map(({ id, isAllowed }) => [id, isAllowed]));
  const needed = PERMISSIONS.filter(({ need }) => need === "needed");
  const lacking = needed.filter(({ id }) => allowed.get(id) !== true);
  const excess = PERMISSIONS.filter(({ need, id }) => need === "excess" && allowed.get(id) === true);
  await say(
    ...lacking.map(({ id }) =>
      tick("permission", "warning", { code: "AUTH-403", values: { permission: id }, name: id }),
    ),
    ...(lacking.length === 0
      ? [tick("permission", "ok", { code: "PERMISSIONS-OK", values: { count: needed.length } })]
      : []),
    ...(excess.length === 0
      ? []
      : [
          tick("permission", "warning", {
            code: "EXCESS",
            values: { permissions: excess.map(({ id }) => id) },
            name: "excess",
          }),
        ]),
  );
}

async function masters(run: DryRun, say: Say): Promise<void> {
  for (const { machineId, address } of run.connection.masters) {
    const target: Target = { name: machineId ?? address, machineId, address, way: "direct" };
    const found = await look(run, "api-health", { target, access: run.accesses.api });
    if (found.result.kind === "missed") await say({ ...missTick(found.result, address, address), step: "masters" });
    else
      await say(
        tick("masters", found.result.value.status === 200 ? "ok" : "warning", {
          code: found.result.value.status === 200 ? "MASTER-OK" : "MASTER-STATUS",
          values: { address, status: found.result.value.status },
          name: address,
        }),
      );
  }
}

async function etcd(run: DryRun, say: Say): Promise<void> {
  const members = run.connection.etcd?.members ?? [];
  if (members.length === 0) return say(tick("etcd", "skipped", { code: "ETCD-NONE" }));
  for (const { machineId, address } of members) {
    const target: Target = { name: machineId ?? address, machineId, address, way: "direct" };
    const found = await look(run, "etcd-status", { target, access: run.accesses.etcd });
    if (found.result.kind === "missed") await say({ ...missTick(found.result, address, address), step: "etcd" });
    else
      await say(
        tick("etcd", "ok", {
          code: "ETCD-OK",
          values: { address, version: found.result.value.version },
          name: address,
        }),
      );
  }
}

async function balancers(run: DryRun, say: Say): Promise<void> {
  const pages = run.connection.balancers.flatMap(({ name, statsUrl, slbUrl }) => [
    ...(statsUrl === null ? [] : [{ name, probe: "haproxy-stats" as const, address: statsUrl }]),
    ...(slbUrl === null ? [] : [{ name, probe: "slb" as const, address: slbUrl }]),
  ]);
  if (pages.length === 0) return say(tick("balancer", "skipped", { code: "BALANCER-NONE" }));
  for (const { name, probe, address } of pages) {
    const target: Target = { name, machineId: null, address, way: "direct" };
    const found = await look(run, probe, { target, access: run.accesses.pages });
    if (found.result.kind === "missed")
      await say({ ...missTick(found.result, address, `${probe} ${name}`), step: "balancer" });
    else
      await say(
        tick("balancer", "ok", {
          code: probe === "slb" ? "SLB-OK" : "STATS-OK",
          values: { address },
          name: `${probe} ${name}`,
        }),
      );
  }
}

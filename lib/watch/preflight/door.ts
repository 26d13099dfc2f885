import type { Tick } from "#lib/core/connection/connection.ts";
import type { CertificateChain } from "#lib/core/live/observation.ts";
import { readAddress } from "#lib/probe/transport/address.ts";
import { missOf } from "#lib/probe/transport/miss.ts";
import { type DryRun, look, pathOf, type Teller } from "./look.ts";
import { missTick, seenIn, tick } from "./ticks.ts";

/** `unreachable` = nothing answers there; `refused` = somebody does, and does not let us in. */
export type Door = "open" | "unreachable" | "refused";

const SKEW_WARNING_MS = 2000;
const HALF_SECOND_MS = 500;
const MONTH_MS = 30 * 86_400_000;
const NAMES_MAX = 20;

/** Name, connection, certificate, log-in, clock: what everything else goes through. */
export async function throughTheDoor(run: DryRun, teller: Teller): Promise<Door> {
  const { address } = run.connection.api;
  const at = { target: pathOf(run), access: run.accesses.api };
  await teller.walking("resolve");
  const name = await resolveTick(run);
  await teller.found(name);
  if (name.state === "failed") return "unreachable";

  await teller.walking("tcp");
  const shown = await look(run, "certificate", at);
  if (shown.result.kind === "missed") {
    const miss = missTick(shown.result, address);
    await teller.found(miss);
    return miss.step === "tcp" || miss.step === "resolve" ? "unreachable" : "refused";
  }
  const secure = tlsTicks(run, shown.result.value, shown.atMs);
  await teller.found(tick("tcp", "ok", { code: "NET-OK", values: { address } }), ...secure);
  if (secure.some(({ state }) => state === "failed")) return "refused";

  await teller.walking("auth");
  return logIn(run, teller);
}

/** Whether the engine has the account that the connection is to use; true where it uses a credential of its own. */
export async function ownAccount({ connection, pod }: DryRun, teller: Teller): Promise<boolean> {
  if (!connection.isInCluster) return true;
  if (pod.kind === "inside") {
    await teller.found(tick("account", "ok", { code: "POD-OK", values: { address: connection.api.address } }));
    return true;
  }
  await teller.found(tick("account", "failed", { code: "POD-NONE", values: { missing: pod.missing } }));
  return false;
}

async function resolveTick({ connection, transport }: DryRun): Promise<Tick> {
  const { address } = connection.api;
  try {
    const { host, port } = readAddress(address);
    const ip = await transport.resolve(host, port);
    return tick("resolve", "ok", { code: "RESOLVED", values: { address, ip } });
  } catch (error) {
    const { reason, message, status } = missOf(error, false);
    return {
      ...missTick({ kind: "missed", reason, detail: message, status }, address),
      step: "resolve",
      id: "resolve",
    };
  }
}

function tlsTicks({ connection }: DryRun, chain: CertificateChain, nowMs: number): readonly Tick[] {
  const { trust, address, serverName } = connection.api;
  const [leaf] = chain.chain;
  const sans = [...(leaf?.sans ?? [])].slice(0, NAMES_MAX);
  const about = { address, sans, fingerprint: leaf?.fingerprint ?? "" };
  if (trust.kind === "none") return [tick("tls", "warning", { code: "TLS-SKIPPED", values: about })];
  if (trust.kind === "pinned") {
    const isPinned = chain.trustProblem === null;
    return [tick("tls", isPinned ? "warning" : "failed", { code: isPinned ? "TLS-PINNED" : "TLS-PIN", values: about })];
  }
  const faults: Tick[] = [];
  const fail = (code: string, values: Tick["values"]) =>
    faults.push(tick("tls", "failed", { code, values: { ...about, ...values }, name: code }));
  if (chain.trustProblem !== null) fail("TLS-CA", { detail: chain.trustProblem });
  if (chain.nameProblem !== null) fail("TLS-SAN", { name: serverName ?? address });
  if (leaf !== undefined && leaf.notAfterMs < nowMs) fail("TLS-EXPIRED", { atMs: leaf.notAfterMs });
  if (leaf !== undefined && leaf.notBeforeMs > nowMs) fail("TLS-EARLY", { atMs: leaf.notBeforeMs });
  return faults.length > 0 ? faults : [tick("tls", "ok", { code: "TLS-OK", values: about })];
}

async function logIn(run: DryRun, teller: Teller): Promise<Door> {
  const { address } = run.connection.api;
  const at = { target: pathOf(run), access: run.accesses.api };
  if (at.access.credential.kind === "none") return turnedAway(teller, tick("auth", "failed", { code: "AUTH-NONE" }));
  const ending = await look(run, "own-credential", at);
  const endMs = seenIn(ending)?.notAfterMs ?? null;
  const version = await look(run, "api-version", at);
  // `/version` is open to anybody; only a review of our own rights shows that the credential itself is taken.
  const review = await look(run, "access", at);
  const miss = [version.result, review.result].find((result) => result.kind === "missed");
  if (miss !== undefined) {
    const isOver = miss.reason === "unauthorised" && endMs !== null && endMs < ending.atMs;
    if (isOver)
      return turnedAway(teller, tick("auth", "failed", { code: "AUTH-EXPIRED", values: { address, atMs: endMs } }));
    return turnedAway(teller, { ...missTick(miss, address), step: "auth", id: "auth" });
  }
  const { gitVersion = "" } = seenIn(version) ?? {};
  await teller.found(
    tick("auth", "ok", { code: "AUTH-OK", values: { version: gitVersion } }),
    // The kubelet replaces the token of a pod before it ends.
    ...(run.connection.isInCluster ? [] : endTicks(endMs, ending.atMs)),
    ...(await clockTicks(run)),
  );
  return "open";
}

async function turnedAway(teller: Teller, found: Tick): Promise<Door> {
  await teller.found(found);
  return "refused";
}

/** A credential that ends soon takes the watching with it. */
function endTicks(endMs: number | null, nowMs: number): readonly Tick[] {
  if (endMs === null) return [];
  const isSoon = endMs - nowMs < MONTH_MS;
  const code = isSoon ? "CREDENTIAL-SOON" : "CREDENTIAL-UNTIL";
  return [tick("auth", isSoon ? "warning" : "ok", { code, values: { atMs: endMs }, name: "end" })];
}

async function clockTicks(run: DryRun): Promise<readonly Tick[]> {
  const found = await look(run, "api-health", { target: pathOf(run), access: run.accesses.api });
  const serverTimeMs = seenIn(found)?.serverTimeMs ?? null;
  if (serverTimeMs === null) return [];
  // The Date header is cut to the second, so that its middle is the best guess.
  const skewMs = Math.round(serverTimeMs + HALF_SECOND_MS - (found.atMs - found.durationMs / 2));
  const seconds = Math.round(skewMs / 100) / 10;
  const isOff = Math.abs(skewMs) >= SKEW_WARNING_MS;
  return [tick("clock", isOff ? "warning" : "ok", { code: isOff ? "SKEW" : "CLOCK-OK", values: { seconds } })];
}

import type { Tick } from "#lib/core/connection/connection.ts";
import type { Target } from "#lib/core/live/observation.ts";
import { type DryRun, look, pathOf, type Teller } from "./look.ts";
import { missTick, tick } from "./ticks.ts";

type Place = DryRun["connection"]["masters"][number];

function direct({ machineId, address }: Place): Target {
  return { name: machineId ?? address, machineId, address, way: "direct" };
}

/** API servers one by one, past the load balancer. */
export async function masters(run: DryRun, teller: Teller): Promise<void> {
  const { masters: places } = run.connection;
  await teller.walking("masters");
  if (places.length === 0) return teller.found(await knownToTheCluster(run));
  await inOrder(places, teller, async (place) => {
    const { result } = await look(run, "api-health", { target: direct(place), access: run.accesses.api });
    const { address } = place;
    if (result.kind === "missed") return { ...missTick(result, address, address), step: "masters" };
    const { status } = result.value;
    const isReady = status === 200;
    const code = isReady ? "MASTER-OK" : "MASTER-STATUS";
    return tick("masters", isReady ? "ok" : "warning", { code, values: { address, status }, name: address });
  });
}

/** Where no master is named, the cluster may name them itself. */
async function knownToTheCluster(run: DryRun): Promise<Tick> {
  const { result } = await look(run, "api-endpoints", { target: pathOf(run), access: run.accesses.api });
  const found = result.kind === "seen" ? result.value.addresses : [];
  if (found.length === 0) return tick("masters", "skipped", { code: "MASTERS-NONE" });
  return tick("masters", "skipped", { code: "MASTERS-FOUND", values: { addresses: [...found], count: found.length } });
}

export async function etcd(run: DryRun, teller: Teller): Promise<void> {
  const members = run.connection.etcd?.members ?? [];
  if (members.length === 0) return teller.found(tick("etcd", "skipped", { code: "ETCD-NONE" }));
  await teller.walking("etcd");
  await inOrder(members, teller, async (place) => {
    const { result } = await look(run, "etcd-status", { target: direct(place), access: run.accesses.etcd });
    const { address } = place;
    if (result.kind === "missed") return { ...missTick(result, address, address), step: "etcd" };
    return tick("etcd", "ok", { code: "ETCD-OK", values: { address, version: result.value.version }, name: address });
  });
}

interface Page {
  readonly name: string;
  readonly address: string;
  readonly probe: "haproxy-stats" | "slb";
}

/** Statistics pages and `/slb`, each host's own and the one through the VIP. */
export async function balancers(run: DryRun, teller: Teller): Promise<void> {
  const pages = pagesOf(run);
  if (pages.length === 0) return teller.found(tick("balancer", "skipped", { code: "BALANCER-NONE" }));
  await teller.walking("balancer");
  await inOrder(pages, teller, (page) => (page.probe === "slb" ? slbTick(run, page) : statsTick(run, page)));
}

async function statsTick(run: DryRun, { name, address }: Page): Promise<Tick> {
  const { result } = await look(run, "haproxy-stats", pageAt(run, { name, address }));
  const id = `stats ${name}`;
  if (result.kind === "missed") return { ...missTick(result, address, id), step: "balancer" };
  return tick("balancer", "ok", { code: "STATS-OK", values: { address, count: result.value.rows.length }, name: id });
}

async function slbTick(run: DryRun, { name, address }: Page): Promise<Tick> {
  const { result } = await look(run, "slb", pageAt(run, { name, address }));
  const id = `slb ${name}`;
  if (result.kind === "missed") return { ...missTick(result, address, id), step: "balancer" };
  const { host, vrrp } = result.value;
  return tick("balancer", "ok", { code: "SLB-OK", values: { address, host, vrrp }, name: id });
}

function pageAt({ accesses }: DryRun, { name, address }: Pick<Page, "name" | "address">) {
  const target: Target = { name, machineId: null, address, way: "direct" };
  return { target, access: accesses.pages };
}

function pagesOf({ connection }: DryRun): readonly Page[] {
  const { vipSlbUrl } = connection;
  return [
    ...connection.balancers.flatMap(({ name, statsUrl, slbUrl }): Page[] => [
      ...(statsUrl === null ? [] : [{ name, probe: "haproxy-stats" as const, address: statsUrl }]),
      ...(slbUrl === null ? [] : [{ name, probe: "slb" as const, address: slbUrl }]),
    ]),
    ...(vipSlbUrl === null ? [] : [{ name: "VIP", probe: "slb" as const, address: vipSlbUrl }]),
  ];
}

/** Asks all at once, so that dead ones cost one timeout and not one each, and tells them in their order. */
async function inOrder<Item>(
  items: readonly Item[],
  teller: Teller,
  ask: (item: Item) => Promise<Tick>,
): Promise<void> {
  for (const answer of items.map(ask)) await teller.found(await answer);
}

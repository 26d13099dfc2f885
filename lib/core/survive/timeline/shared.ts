import type { Machine } from "#lib/core/plan/machine.ts";
import type { Timeline } from "#lib/core/survive/analysis.ts";
import type { Element, Stand } from "#lib/core/survive/fault-tree.ts";
import { nodesByZone, othersOf } from "./eviction.ts";
import { isForGood, machineElement, type Scene, stopped, vipHosts, workloadOf } from "./single.ts";
import { FAILURE, inOrder, optionalStep, type Step, step, workloadSteps } from "./steps.ts";
import { markDown, vipMove } from "./timers.ts";

/** More zones or racks than this are told by the worst of them. */
const DOMAINS_MAX = 3;

export interface Domain {
  readonly element: Element;
  /** The machines in it. */
  readonly stands: readonly Stand[];
}

/** Loss of whole racks or zones: the fatal ones first, then the largest. */
export function domainsLost(scene: Scene, code: "rack-lost" | "zone-lost", domains: readonly Domain[]): Timeline[] {
  const judged = domains.map((domain) => ({
    ...domain,
    isFatal: scene.stopsApi([domain.element.id]),
    size: sizeOf(domain),
  }));
  const worst = judged.toSorted((a, b) => Number(b.isFatal) - Number(a.isFatal) || b.size - a.size);
  return worst.slice(0, DOMAINS_MAX).map((domain) => domainLost(scene, code, domain));
}

function sizeOf({ stands }: Domain): number {
  return stands.reduce((sum, { machines }) => sum + machines.length, 0);
}

function domainLost(
  scene: Scene,
  code: "rack-lost" | "zone-lost",
  { element, stands, isFatal }: Domain & { readonly isFatal: boolean },
): Timeline {
  const elementIds = [element.id];
  if (isFatal) return stopped(scene, code, elementIds);
  const lost = nodesByZone(stands);
  const work = lost.size > 0 ? workloadSteps(workloadOf(scene, lost)) : [];
  const steps = [FAILURE, ...controlSteps(scene, stands.flatMap(othersOf)), ...work];
  return { code, elementIds, isAutomatic: !steps.some(isForGood), steps: inOrder(steps) };
}

/** The domain is taken to hold the VIP and the leaders if it can. */
function controlSteps(scene: Scene, machines: readonly Machine[]): Step[] {
  const { endpoint, timers } = scene;
  const hosts = vipHosts(scene);
  const isInside = (host: string) => machines.some(({ id }) => id === host);
  const standby = hosts.find((id) => !isInside(id)) ?? null;
  const hasHost = hosts.some(isInside);
  const hasMaster = machines.some(({ roles }) => roles.includes("control-plane"));
  const hasMember = machines.some(({ roles, isEventsEtcd }) => roles.includes("etcd") && !isEventsEtcd);
  const steps = [
    ...(hasHost && endpoint !== null ? optionalStep("vip-moved", vipMove(endpoint.lb, standby)) : []),
    ...(hasMaster && endpoint !== null ? optionalStep("balancer-marked-down", markDown(endpoint.lb)) : []),
    ...(hasMember ? [step("etcd-leader-elected", timers.etcdElection)] : []),
  ];
  const restored = lastOf(steps);
  return [
    ...steps,
    ...(restored === null ? [] : [{ ...restored, code: "api-restored" as const }]),
    ...(hasMaster ? [step("lease-taken", timers.leaseTaken)] : []),
  ];
}

function lastOf(steps: readonly Step[]): Step | null {
  return steps.toSorted((a, b) => b.untilSeconds - a.untilSeconds)[0] ?? null;
}

/** The way to the API is gone while the masters live: its segment, else all hosts that carry it. */
export function pathLost(scene: Scene, elements: readonly Element[]): Timeline[] {
  const { endpoint } = scene;
  const segment = elements.find(({ id }) => id === `segment:${endpoint?.id}`);
  const hosts = endpoint !== null && "members" in endpoint.lb ? vipHosts(scene).map((host) => `machine:${host}`) : [];
  const elementIds = segment === undefined ? hosts : [segment.id];
  if (elementIds.length === 0 || !scene.stopsApi(elementIds)) return [];
  return [stopped(scene, "path-lost", elementIds)];
}

/** The fewest members whose loss leaves no majority. */
export function quorumLost(scene: Scene): Timeline[] {
  const { voting } = scene;
  if (voting.length < 2) return [];
  const fatal = voting.length - Math.floor(voting.length / 2);
  return [stopped(scene, "quorum-lost", voting.slice(0, fatal).map(machineElement))];
}

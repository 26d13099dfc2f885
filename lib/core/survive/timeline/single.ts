import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Timeline } from "#lib/core/survive/analysis.ts";
import type { Stand } from "#lib/core/survive/fault-tree.ts";
import { othersOf, taintSeconds, zoneOf } from "./eviction.ts";
import { FAILURE, inOrder, optionalStep, pathSteps, quorumSteps, type Step, step, workloadSteps } from "./steps.ts";
import { markDown, span, type Timers, vipMove } from "./timers.ts";

/** What every timeline is drawn from. */
export interface Scene {
  readonly plan: Plan;
  readonly timers: Timers;
  /** Endpoint of the nodes whose balancer is told first; null when the plan has none. */
  readonly endpoint: Endpoint | null;
  /** Does the death of these elements stop API writes? */
  readonly stopsApi: (elementIds: readonly string[]) => boolean;
  /** Machines that a domain or a device takes down. */
  readonly standsUnder: (elementId: string) => readonly Stand[];
  readonly hasVolumes: boolean;
  readonly masters: readonly Machine[];
  readonly workers: readonly Machine[];
  /** Etcd members with a vote. */
  readonly voting: readonly Machine[];
  /** Nodes of each zone. */
  readonly zones: ReadonlyMap<string, number>;
}

/** HTTP/2 pings of a kubelet notice a dead connection through a TCP balancer after 45 s at worst. */
const CONNECTION_SECONDS = 45;

export const machineElement = ({ id }: Pick<Machine, "id">): string => `machine:${id}`;

/** The VIP's host, the host that takes over, or null for balancers without hosts that matter one by one. */
export function vipHosts({ masters, endpoint }: Pick<Scene, "masters" | "endpoint">): readonly string[] {
  if (endpoint === null) return [];
  const { lb } = endpoint;
  const hosts = "members" in lb ? lb.members : masters.map(({ id }) => id);
  const isVip = vipMove(lb, null) !== null;
  const priority = (id: string) => ("priorities" in lb ? (lb.priorities?.[id] ?? 0) : 0);
  return isVip ? hosts.toSorted((a, b) => priority(b) - priority(a)) : [];
}

export function balancerLost(scene: Scene): Timeline[] {
  const { endpoint } = scene;
  const [holder, standby] = vipHosts(scene);
  if (endpoint === null || holder === undefined) return [];
  const elementIds = [`machine:${holder}`];
  if (scene.stopsApi(elementIds)) return [];
  const move = vipMove(endpoint.lb, standby ?? null);
  const steps = [FAILURE, ...optionalStep("vip-moved", move), ...optionalStep("api-restored", move)];
  return [{ code: "balancer-lost", elementIds, isAutomatic: true, steps }];
}

export function controlPlaneLost(scene: Scene): Timeline[] {
  const [master] = scene.masters;
  if (master === undefined) return [];
  const elementIds = [machineElement(master)];
  if (scene.stopsApi(elementIds)) return [stopped(scene, "control-plane-lost", elementIds)];
  const down = scene.endpoint === null ? null : markDown(scene.endpoint.lb);
  const reconnect = scene.endpoint === null ? null : span(0, CONNECTION_SECONDS, "http2 ping timeout");
  const steps = [
    FAILURE,
    ...optionalStep("balancer-marked-down", down),
    ...optionalStep("api-restored", down),
    ...optionalStep("connections-restored", reconnect),
    step("node-not-ready", scene.timers.nodeNotReady),
  ];
  return [{ code: "control-plane-lost", elementIds, isAutomatic: true, steps: inOrder(steps) }];
}

export function etcdLeaderLost(scene: Scene): Timeline[] {
  const [member] = scene.voting;
  if (member === undefined) return [];
  const elementIds = [machineElement(member)];
  if (scene.stopsApi(elementIds)) return [];
  const elected = scene.timers.etcdElection;
  const steps = [FAILURE, step("etcd-leader-elected", elected), step("api-restored", elected)];
  return [{ code: "etcd-leader-lost", elementIds, isAutomatic: true, steps }];
}

export function controllerLeaderLost(scene: Scene): Timeline[] {
  const [leader, standby] = scene.masters;
  if (leader === undefined || standby === undefined) return [];
  const elementIds = [machineElement(leader)];
  if (scene.stopsApi(elementIds)) return [];
  const steps = [FAILURE, step("lease-taken", scene.timers.leaseTaken)];
  return [{ code: "controller-leader-lost", elementIds, isAutomatic: true, steps }];
}

export function workerLost(scene: Scene): Timeline[] {
  const [worker] = scene.workers;
  if (worker === undefined) return [];
  const elementIds = [machineElement(worker)];
  const steps = [FAILURE, ...workloadSteps(workloadOf(scene, new Map([[zoneOf(worker), 1]])))];
  return [{ code: "worker-lost", elementIds, isAutomatic: !steps.some(isForGood), steps }];
}

/** `lost` are the dead nodes of each zone. */
export function workloadOf({ zones, timers, hasVolumes }: Scene, lost: ReadonlyMap<string, number>) {
  return { timers, hasVolumes, taint: taintSeconds(zones, lost) };
}

export function isForGood({ code }: Step): boolean {
  return code === "not-recovered";
}

/** The API is gone and stays gone; what follows depends on what is left: nobody, no majority, or no way to it. */
export function stopped(scene: Scene, code: Timeline["code"], elementIds: readonly string[]): Timeline {
  return {
    code,
    elementIds: [...elementIds],
    isAutomatic: false,
    steps: [FAILURE, ...stoppedSteps(scene, elementIds)],
  };
}

function stoppedSteps({ masters, voting, timers, standsUnder }: Scene, elementIds: readonly string[]): Step[] {
  const dead = new Set(elementIds);
  for (const machine of elementIds.flatMap(standsUnder).flatMap(othersOf)) dead.add(machineElement(machine));
  if (masters.every((machine) => dead.has(machineElement(machine)))) return [{ ...FAILURE, code: "not-recovered" }];
  const isMajority = 2 * voting.filter((machine) => !dead.has(machineElement(machine))).length > voting.length;
  return isMajority ? pathSteps(timers) : quorumSteps(timers);
}

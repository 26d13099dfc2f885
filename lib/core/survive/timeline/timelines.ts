import type { Plan } from "#lib/core/plan/plan.ts";
import type { Timeline } from "#lib/core/survive/analysis.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
import { members, withRole } from "#lib/core/survive/placement/machine-roles.ts";
import { nodesByZone } from "./eviction.ts";
import { type Domain, domainsLost, pathLost, quorumLost } from "./shared.ts";
import {
  balancerLost,
  controllerLeaderLost,
  controlPlaneLost,
  etcdLeaderLost,
  type Scene,
  workerLost,
} from "./single.ts";
import { timersOf } from "./timers.ts";

export interface TimelineInput {
  readonly plan: Plan;
  readonly elements: readonly Element[];
  readonly stopsApi: (elementIds: readonly string[]) => boolean;
  /** Ids of the machines that an element takes down. */
  readonly machinesUnder: (elementId: string) => ReadonlySet<string>;
}

const ATTACHED: readonly string[] = ["ceph", "longhorn", "openebs", "csi"];

/** What happens second by second after each kind of single failure, one representative of each. */
export function timelinesOf({ plan, elements, stopsApi, machinesUnder }: TimelineInput): Timeline[] {
  const scene: Scene = {
    plan,
    timers: timersOf(plan),
    endpoint: plan.endpoints.find(({ audience }) => audience === "nodes") ?? null,
    stopsApi,
    machinesUnder,
    masters: withRole(plan, "control-plane"),
    voting: members(plan),
    zones: nodesByZone(plan.machines),
    hasVolumes: (plan.options.storage ?? []).some(({ kind }) => ATTACHED.includes(kind)),
  };
  const domains = (kind: Element["kind"]): Domain[] =>
    elements
      .filter((element) => element.kind === kind && !element.isAssumed)
      .map((element) => ({ element, machineIds: machinesUnder(element.id) }));
  return [
    ...balancerLost(scene),
    ...controlPlaneLost(scene),
    ...etcdLeaderLost(scene),
    ...controllerLeaderLost(scene),
    ...workerLost(scene),
    ...domainsLost(scene, "rack-lost", domains("rack")),
    ...domainsLost(scene, "zone-lost", domains("zone")),
    ...pathLost(scene, elements),
    ...quorumLost(scene),
  ];
}

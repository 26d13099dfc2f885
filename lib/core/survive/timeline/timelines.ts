import type { Timeline } from "#lib/core/survive/analysis.ts";
import type { Element, Stand } from "#lib/core/survive/fault-tree.ts";
import type { Parts } from "#lib/core/survive/placement/parts.ts";
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
  readonly parts: Parts;
  /** Elements that are no part of a machine. */
  readonly elements: readonly Element[];
  readonly stands: readonly Stand[];
  readonly stopsApi: (elementIds: readonly string[]) => boolean;
  /** Machines that such an element takes down. */
  readonly standsUnder: (elementId: string) => readonly Stand[];
}

const ATTACHED: readonly string[] = ["ceph", "longhorn", "openebs", "csi"];

/** What happens second by second after each kind of single failure, one representative of each. */
export function timelinesOf({ parts, elements, stands, stopsApi, standsUnder }: TimelineInput): Timeline[] {
  const { plan } = parts;
  const scene: Scene = {
    plan,
    timers: timersOf(plan),
    endpoint: plan.endpoints.find(({ audience }) => audience === "nodes") ?? null,
    stopsApi,
    standsUnder,
    masters: parts.controlPlane,
    workers: parts.workers,
    voting: parts.etcd,
    zones: nodesByZone(stands),
    hasVolumes: (plan.options.storage ?? []).some(({ kind }) => ATTACHED.includes(kind)),
  };
  const domains = (kind: Element["kind"]): Domain[] =>
    elements
      .filter((element) => element.kind === kind && !element.isAssumed)
      .map((element) => ({ element, stands: standsUnder(element.id) }));
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

import { type CapacityGroup, capacityLoss } from "./capacity.ts";
import { and, atLeast, or } from "./combine.ts";
import { minimalCutSets } from "./cut-sets/cut-sets.ts";
import { countByOrder } from "./cut-sets/list-cut-sets.ts";
import { countByPattern } from "./cut-sets/patterns.ts";
import { distance } from "./distance.ts";
import { type Bdd, createBdd, variable } from "./manager.ts";
import { gradients } from "./probability.ts";

/** Kinds of element, used as classes of the cut sets as well. */
export const KINDS = ["segment", "zone", "feed", "rack", "switch", "host", "machine", "process"] as const;
export type Kind = (typeof KINDS)[number];

const Q: Record<Kind, number> = {
  segment: 5e-5,
  zone: 5e-4,
  feed: 1e-4,
  rack: 1e-4,
  switch: 2e-5,
  host: 1e-3,
  machine: 1e-3,
  process: 2e-4,
};
const MTTR_HOURS: Record<Kind, number> = {
  segment: 2,
  zone: 4,
  feed: 4,
  rack: 3,
  switch: 4,
  host: 6,
  machine: 6,
  process: 0.1,
};

/** A service over elements that are numbered in the order in which they were placed, zone by zone. */
export interface ReferencePlan {
  readonly bdd: Bdd;
  readonly root: number;
  readonly kinds: readonly Kind[];
  readonly q: Float64Array;
  readonly mttrHours: Float64Array;
}

export type Place = (kind: Kind, under: readonly number[]) => number;

/** Builds a plan whose elements fail by themselves or with anything they stand on. */
export function referencePlan(elements: number, service: (bdd: Bdd, place: Place) => number): ReferencePlan {
  const bdd = createBdd(elements);
  const kinds: Kind[] = [];
  const root = service(bdd, (kind, under) => {
    kinds.push(kind);
    return or(bdd, [variable(bdd, kinds.length - 1), ...under]);
  });
  return {
    bdd,
    root,
    kinds,
    q: Float64Array.from(kinds, (kind) => Q[kind]),
    mttrHours: Float64Array.from(kinds, (kind) => MTTR_HOURS[kind]),
  };
}

/** Members down by role, gathered while a plan is walked. */
interface Members {
  readonly etcd: number[];
  readonly api: number[];
  readonly lb: number[];
  readonly storage: number[];
  readonly registry: number[];
}

const noMembers = (): Members => ({ etcd: [], api: [], lb: [], storage: [], registry: [] });
const quorumLost = (bdd: Bdd, down: readonly number[]): number =>
  atLeast(bdd, down.length - Math.floor(down.length / 2), down);
const THREE = [0, 1, 2] as const;

/** Nine masters with etcd inside, one to a rack, four load balancers, three zones, one segment: 48 elements. */
export function nineMasterPlan(): ReferencePlan {
  return referencePlan(48, (bdd, place) => {
    const down = noMembers();
    const segment = place("segment", []);
    for (const zone of THREE) {
      const zoneDown = place("zone", []);
      for (const rack of THREE) {
        const rackDown = place("rack", [zoneDown]);
        const machine = place("machine", [rackDown, segment]);
        const etcd = place("process", [machine]);
        down.etcd.push(etcd);
        down.api.push(or(bdd, [place("process", [machine]), etcd]));
        if (rack === 0 || (rack === 1 && zone === 0)) {
          down.lb.push(place("process", [place("machine", [rackDown, segment])]));
        }
      }
    }
    return or(bdd, [and(bdd, down.lb), and(bdd, down.api), quorumLost(bdd, down.etcd)]);
  });
}

/** Two feeds a zone, two switches a rack, a host for every machine, etcd apart, storage and registries: 123 elements. */
export function stressPlan(): ReferencePlan {
  return referencePlan(123, (bdd, place) => {
    const down = noMembers();
    const pair = (kind: Kind): number => and(bdd, [place(kind, []), place(kind, [])]);
    for (const zone of THREE) {
      const zoneDown = or(bdd, [place("zone", []), pair("feed")]);
      for (const rack of THREE) {
        const rackDown = or(bdd, [place("rack", [zoneDown]), pair("switch")]);
        const member = () => place("process", [place("machine", [place("host", [rackDown])])]);
        down.api.push(member());
        down.etcd.push(member());
        if (rack === 0 || (rack === 1 && zone === 0)) down.lb.push(member());
        if (rack === 1 || (rack === 2 && zone < 2)) down.storage.push(member());
        if (rack === 2 && zone > 0) down.registry.push(member());
      }
    }
    const { api, etcd, lb, storage, registry } = down;
    return or(bdd, [and(bdd, lb), and(bdd, api), quorumLost(bdd, etcd), atLeast(bdd, 3, storage), and(bdd, registry)]);
  });
}

/** 126 racks of 40 workers in three zones: 5,040 machines of two sizes. */
export function workerGroups(): CapacityGroup {
  const machines = [
    { count: 32, units: 16, q: Q.machine },
    { count: 8, units: 32, q: Q.machine },
  ];
  const racks = Array.from({ length: 126 }, () => ({ q: Q.rack, machines, groups: [] }));
  const zones = THREE.map((zone) => ({ q: Q.zone, machines: [], groups: racks.slice(zone * 42, zone * 42 + 42) }));
  return { q: 0, machines: [], groups: zones };
}

/** For `npm run bench`: each call does its work from the beginning. */
export function survivalCalls() {
  const stress = stressPlan();
  const nine = nineMasterPlan();
  const cost = new Float64Array(stress.kinds.length).fill(1);
  const classOf = Int32Array.from(nine.kinds, (kind) => KINDS.indexOf(kind));
  return {
    buildNineMasters: nineMasterPlan,
    buildStress: stressPlan,
    stressGradients: () => gradients(stress.bdd, stress.root, stress.q),
    stressDistance: () => distance(stress.bdd, stress.root, { cost }),
    stressCutSets: () => countByOrder(minimalCutSets(stress.bdd, stress.root, 3)),
    nineMasterCutSets: () => countByOrder(minimalCutSets(nine.bdd, nine.root, 6)),
    nineMasterPatterns: () => countByPattern(minimalCutSets(nine.bdd, nine.root, 6), classOf),
    workerCapacity: () => capacityLoss(workerGroups()),
  };
}

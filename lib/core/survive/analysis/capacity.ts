import type { Plan } from "#lib/core/plan/plan.ts";
import type { CapacityAnalysis } from "../analysis.ts";
import { capacityDistances } from "./capacity-distances.ts";
import { shortageOf } from "./shortage.ts";
import type { Engine } from "./service.ts";

export type Resource = CapacityAnalysis["resource"];
const RESOURCES: readonly Resource[] = ["cpuCores", "memoryMiB", "workers"];
const MIB_PER_GIB = 1024;
/** The kubelet's default. */
const PODS_PER_NODE = 110;

/** What the workers offer, what the plan needs of it, and what may be lost before that is too little. */
export function capacityAnalyses(engine: Engine): CapacityAnalysis[] {
  const { tree } = engine.compiled;
  if (tree.workers.length === 0) return [];
  return RESOURCES.map((resource) => {
    const units = tree.workers.map((worker) => unitsOf(worker, resource));
    const total = units.reduce((sum, each) => sum + each, 0);
    const need = needOf(engine.plan, resource);
    const shared = { resource, total, need };
    if (need === null) return { ...shared, levels: [], shortage: null, joint: null };
    const levels = capacityDistances(engine, units, total - need);
    return { ...shared, levels, ...shortageOf(engine, units, total - need) };
  });
}

/** A worker whose size nobody gave offers nothing that can be counted on. */
function unitsOf(worker: Engine["compiled"]["tree"]["workers"][number], resource: Resource): number {
  return resource === "workers" ? 1 : (worker[resource] ?? 0);
}

/** The demand of the plan; workers are counted by the pods that fit on one. */
export function needOf({ options }: Plan, resource: Resource): number | null {
  const { demand, targets, kubernetes } = options;
  switch (resource) {
    case "cpuCores":
      return demand?.cpuCores ?? null;
    case "memoryMiB":
      return demand?.memoryGiB === undefined ? null : demand.memoryGiB * MIB_PER_GIB;
    case "workers": {
      const pods = demand?.pods ?? targets?.pods;
      return pods === undefined ? null : Math.ceil(pods / (kubernetes?.maxPods ?? PODS_PER_NODE));
    }
  }
}

import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Engine } from "#lib/core/survive/analysis/service.ts";
import type { CapacityAnalysis } from "#lib/core/survive/analysis.ts";
import { capacityDistances } from "./capacity-distances.ts";
import { inQuanta, type Order, shortageOf } from "./shortage.ts";

type Resource = CapacityAnalysis["resource"];
const RESOURCES: readonly Resource[] = ["cpuCores", "memoryMiB", "workers"];
const MIB_PER_GIB = 1024;
/** The kubelet's default. */
const PODS_PER_NODE = 110;

/** What the workers offer, what the plan needs of it, and what may be lost before that is too little. */
export function capacityAnalyses(engine: Engine): CapacityAnalysis[] {
  const crews = engine.compiled.tree.stands.flatMap((stand) => stand.crews);
  if (crews.length === 0) return [];
  const shortage = onceFor((order: Order) => shortageOf(engine, order));
  return RESOURCES.map((resource) => {
    const offered = (worker: Machine) => unitsOf(worker, resource);
    const units = crews.map(({ sample }) => offered(sample));
    const total = crews.reduce((sum, { count }, index) => sum + count * (units[index] ?? 0), 0);
    const need = needOf(engine.plan, resource);
    const shared = { resource, total, need };
    if (need === null) return { ...shared, levels: [], shortage: null, joint: null };
    const levels = capacityDistances(engine, { unitsOf: offered, slack: total - need });
    return { ...shared, levels, ...shortage(inQuanta({ units, slack: total - need })) };
  });
}

/** Machines of one size lose CPU and memory alike: the same question is answered once. */
function onceFor<Answer>(answer: (order: Order) => Answer): (order: Order) => Answer {
  const known: { readonly order: Order; readonly answer: Answer }[] = [];
  const isSame = (a: Order, b: Order) => a.slack === b.slack && a.units.every((each, index) => each === b.units[index]);
  return (order) => {
    const before = known.find((each) => isSame(each.order, order));
    if (before !== undefined) return before.answer;
    const now = { order, answer: answer(order) };
    known.push(now);
    return now.answer;
  };
}

/** A worker whose size nobody gave offers nothing that can be counted on. */
function unitsOf(worker: Machine, resource: Resource): number {
  return resource === "workers" ? 1 : (worker[resource] ?? 0);
}

/** The demand of the plan; workers are counted by the pods that fit on one. */
function needOf({ options }: Plan, resource: Resource): number | null {
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

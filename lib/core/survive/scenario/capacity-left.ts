import type * as z from "zod";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import type { FaultTree, Worker } from "#lib/core/survive/fault-tree.ts";
import type { CapacityLeft, ScenarioAnswer } from "#lib/core/survive/scenario.ts";

export type Demand = PlanOptions["demand"];
const MIB_PER_GIB = 1024;

/** What the workers that are left offer, beside what the plan demands. */
export function capacityLeft(tree: FaultTree, down: Uint8Array, demand: Demand): ScenarioAnswer["capacity"] {
  const memory = demand?.memoryGiB;
  const sum = (sizeOf: (worker: Worker) => number | null, need: number | null): z.infer<typeof CapacityLeft> => {
    const answer = { total: 0, left: 0, need, unknownWorkers: 0 };
    for (const worker of tree.workers) {
      const size = sizeOf(worker);
      if (size === null) answer.unknownWorkers += 1;
      answer.total += size ?? 0;
      if (down[worker.down] === 0) answer.left += size ?? 0;
    }
    return answer;
  };
  return {
    cpuCores: sum(({ cpuCores }) => cpuCores, demand?.cpuCores ?? null),
    memoryMiB: sum(({ memoryMiB }) => memoryMiB, memory === undefined ? null : memory * MIB_PER_GIB),
    workers: sum(() => 1, null),
  };
}

import type * as z from "zod";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import type { FaultTree } from "#lib/core/survive/fault-tree.ts";
import type { CapacityLeft, ScenarioAnswer } from "#lib/core/survive/scenario.ts";

export type Demand = PlanOptions["demand"];
const MIB_PER_GIB = 1024;

/** What the workers that are left offer, beside what the plan demands. */
export function capacityLeft(tree: FaultTree, down: Uint8Array, demand: Demand): ScenarioAnswer["capacity"] {
  const memory = demand?.memoryGiB;
  const cpuCores = nothing(demand?.cpuCores ?? null);
  const memoryMiB = nothing(memory === undefined ? null : memory * MIB_PER_GIB);
  const workers = nothing(null);
  for (const stand of tree.stands) {
    for (let index = 0; index < stand.machines.length; index++) {
      const machine = stand.machines[index];
      if (machine === undefined || !machine.roles.includes("worker")) continue;
      const isLeft = down[stand.down + index] === 0;
      add(cpuCores, machine.cpuCores, isLeft);
      add(memoryMiB, machine.memoryMiB, isLeft);
      add(workers, 1, isLeft);
    }
  }
  return { cpuCores, memoryMiB, workers };
}

type Sum = z.infer<typeof CapacityLeft>;

function nothing(need: number | null): Sum {
  return { total: 0, left: 0, need, unknownWorkers: 0 };
}

function add(sum: Sum, size: number | undefined, isLeft: boolean): void {
  if (size === undefined) sum.unknownWorkers += 1;
  sum.total += size ?? 0;
  if (isLeft) sum.left += size ?? 0;
}

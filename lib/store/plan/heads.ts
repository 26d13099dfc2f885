import type { Plan } from "#lib/core/plan/plan.ts";
import { processMap } from "./process-map.ts";

interface Head {
  readonly version: number;
  readonly plan: Plan;
}

/** About 200 MB of plans at 1 kB a machine: enough for the clusters people edit at the same time. */
const MACHINES_KEPT = 200_000;
const PLANS_KEPT = 64;

const heads = () => processMap<Head>("plan-heads");

/** The plan of a cluster at exactly this version, when this process has it; the version comes from the row. */
export function keptHead(clusterId: string, version: number): Plan | null {
  const kept = heads().get(clusterId);
  if (kept?.version !== version) return null;
  heads().delete(clusterId);
  heads().set(clusterId, kept);
  return kept.plan;
}

/** Remembers a committed head; never one that a rollback could still take back. */
export function keepHead(clusterId: string, version: number, plan: Plan): void {
  const kept = heads().get(clusterId);
  if (kept !== undefined && kept.version > version) return;
  heads().delete(clusterId);
  heads().set(clusterId, { version, plan });
  evict();
}

function evict(): void {
  const all = heads();
  let machines = 0;
  for (const { plan } of all.values()) machines += plan.machines.length;
  for (const [clusterId, { plan }] of all) {
    if (all.size <= 1 || (machines <= MACHINES_KEPT && all.size <= PLANS_KEPT)) return;
    machines -= plan.machines.length;
    all.delete(clusterId);
  }
}

/** As after a restart of the process; for tests. */
export function forgetHeads(): void {
  heads().clear();
}

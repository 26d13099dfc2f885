import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Thresholds } from "./thresholds.ts";

/** What is watched, as far as a verdict depends on it. */
export interface LiveTarget {
  /** Null while the cluster has no machines planned: what is observed stands in. */
  readonly plan: Plan | null;
  readonly pollSeconds: number;
  /** Host name of the engine that looks, or `pasted`. */
  readonly observer: string;
  readonly thresholds: Thresholds;
  /** Names of the API servers that are looked at one by one. */
  readonly masters: readonly string[];
  readonly hasEtcdAccess: boolean;
  /** Statistics pages or `/slb` endpoints that are looked at. */
  readonly hasBalancerAccess: boolean;
}

/** Finds planned machines by whatever name or address a live cluster uses for them. */
export interface MachineIndex {
  readonly of: (...names: readonly (string | null | undefined)[]) => Machine | null;
}

export function indexMachines(plan: Plan | null): MachineIndex {
  const byName = new Map<string, Machine>();
  for (const machine of plan?.machines ?? []) {
    for (const name of [machine.id, machine.hostname.toLowerCase(), ...machine.ips]) {
      if (name !== "" && !byName.has(name)) byName.set(name, machine);
    }
  }
  return {
    of: (...names) => {
      for (const name of names) {
        const found = name ? (byName.get(name) ?? byName.get(shortName(name))) : undefined;
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}

/** A host name without its domain, lower case; an address stays whole. */
function shortName(name: string): string {
  const lower = name.toLowerCase();
  return /^[\d.]+$|:/.test(lower) ? lower : (lower.split(".", 1)[0] ?? lower);
}

import type { Margin } from "#lib/core/live/state.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { costs, deadVariables, serviceRef } from "#lib/core/survive/analysis/compiled.ts";
import { criticalVariables, distance } from "#lib/core/survive/bdd/distance.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
import { type Compiled, compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";

/** Ids of elements that are seen to be down, and of those that nobody can see. */
export interface Losses {
  readonly dead: readonly string[];
  readonly unknown: readonly string[];
}

export interface MarginModel {
  readonly planned: number | null;
  readonly of: (losses: Losses) => Margin;
}

/** Failures of what a person can see fail: a machine, or a program on it. Shared domains are the plan's own question. */
const COUNTED: readonly Element["kind"][] = ["machine", "process"];
/** Answers kept; a cluster has few different states at a time. */
const KEPT = 32;

/**
 * The plan's API-writes function asked for the shortest way down from what is seen: twice, once with everything
 * unknown up and once with it down. The model is compiled once; a question is one pass over it.
 */
export function marginModel(plan: Plan): MarginModel {
  const compiled = compile(modelOf(plan).tree);
  const root = serviceRef(compiled, "api-writes");
  if (root === null) return { planned: null, of: () => ({ low: null, high: null, planned: null, next: [] }) };
  const cost = costs(compiled, ({ kind }) => (COUNTED.includes(kind) ? 1 : Number.POSITIVE_INFINITY));
  const marginAt = (ids: readonly string[]): number | null => {
    const { total } = distance(compiled.bdd, root, { cost, dead: deadVariables(compiled, ids) });
    return Number.isFinite(total) ? total - 1 : null;
  };
  const planned = marginAt([]);
  const kept = new Map<string, Margin>();
  return {
    planned,
    of: ({ dead, unknown }) => {
      const key = JSON.stringify([dead, unknown]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const next = criticalVariables(compiled.bdd, root, deadVariables(compiled, dead));
      const margin = {
        low: marginAt([...dead, ...unknown]),
        high: marginAt(dead),
        planned,
        next: namesOf(compiled, next, plan),
      };
      if (kept.size >= KEPT) kept.clear();
      kept.set(key, margin);
      return margin;
    },
  };
}

/** One name per machine, whichever of its parts would do. */
function namesOf({ variables }: Compiled, indices: readonly number[], { machines }: Plan): string[] {
  const hosts = new Map(machines.map(({ id, hostname }) => [id, hostname]));
  const named = indices.flatMap((index) => {
    const element = variables[index];
    if (element === undefined || !COUNTED.includes(element.kind)) return [];
    return [hosts.get(element.machineId ?? "") ?? element.name ?? element.id];
  });
  return [...new Set(named)];
}

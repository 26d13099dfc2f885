import type { Machine } from "#lib/core/plan/machine.ts";
import { LEVELS } from "#lib/core/survive/analysis/levels.ts";
import { sumByElement } from "#lib/core/survive/analysis/placement.ts";
import type { Engine } from "#lib/core/survive/analysis/service.ts";
import type { CapacityAnalysis } from "#lib/core/survive/analysis.ts";
import type { FaultTree } from "#lib/core/survive/fault-tree.ts";

type Distances = CapacityAnalysis["levels"];

export interface Question {
  /** Units that a worker offers. */
  readonly unitsOf: (worker: Machine) => number;
  /** Units that may be lost. */
  readonly slack: number;
}

/**
 * Fewest domains of each level whose loss takes more than `slack`. Domains of one level never share a worker, so the
 * largest ones together are the worst.
 */
export function capacityDistances({ compiled }: Engine, question: Question): Distances {
  const { tree } = compiled;
  const lost = sumByElement(tree, ({ crews }) =>
    crews.reduce((sum, { sample, count }) => sum + count * question.unitsOf(sample), 0),
  );
  const shared = tree.elements.singles().map(({ entry }) => entry);
  return LEVELS.flatMap((level) => {
    if (level === "machine") return machineDistance(tree, question);
    const largest = shared
      .flatMap(({ id, kind }) => (kind === level ? [{ id, units: lost.get(id) ?? 0 }] : []))
      .filter((domain) => domain.units > 0)
      .sort((a, b) => b.units - a.units);
    if (largest.length === 0) return [];
    const count = countOver(
      largest.map((domain) => domain.units),
      question.slack,
    );
    return [{ level, distance: count, witness: largest.slice(0, count ?? 0).map(({ id }) => id) }];
  });
}

/** The same for single machines: sizes are few, and only the machines that it takes are named. */
function machineDistance(tree: FaultTree, { unitsOf, slack }: Question): Distances {
  const workers = new Map<number, number>();
  for (const { sample, count } of tree.stands.flatMap(({ crews }) => crews)) {
    const units = unitsOf(sample);
    if (units > 0) workers.set(units, (workers.get(units) ?? 0) + count);
  }
  if (workers.size === 0) return [];
  const sizes = [...workers].sort(([a], [b]) => b - a);
  const largest = sizes.flatMap(([units, count]) => Array<number>(count).fill(units));
  const distance = countOver(largest, slack);
  const named = largest.slice(0, distance ?? 0);
  const ids = new Map(named.map((units) => [units, [] as string[]]));
  if (named.length > 0)
    for (const machine of tree.stands.flatMap(({ machines }) => machines))
      if (machine.roles.includes("worker")) ids.get(unitsOf(machine))?.push(`machine:${machine.id}`);
  return [{ level: "machine", distance, witness: [...ids.values()].flat().slice(0, named.length) }];
}

/** How many of the descending figures it takes to pass `slack`; null when all of them do not. */
function countOver(figures: readonly number[], slack: number): number | null {
  let sum = 0;
  if (slack < 0) return 0;
  for (const [index, figure] of figures.entries()) {
    sum += figure;
    if (sum > slack) return index + 1;
  }
  return null;
}

import type { CapacityAnalysis } from "#lib/core/survive/analysis.ts";
import { LEVELS } from "./levels.ts";
import { sumByElement } from "./placement.ts";
import type { Engine } from "./service.ts";

type Distances = CapacityAnalysis["levels"];

/**
 * Fewest domains of each level whose loss takes more than `slack`. Domains of one level never share a worker, so the
 * largest ones together are the worst.
 */
export function capacityDistances(engine: Engine, units: readonly number[], slack: number): Distances {
  const { tree } = engine.compiled;
  const offered = new Map(tree.workers.map(({ machineId }, index) => [machineId, units[index] ?? 0]));
  const lost = sumByElement(tree, offered);
  return LEVELS.flatMap((level) => {
    const largest = tree.elements
      .flatMap(({ id, kind }) => (kind === level ? [{ id, units: lost.get(id) ?? 0 }] : []))
      .filter((domain) => domain.units > 0)
      .sort((a, b) => b.units - a.units);
    if (largest.length === 0) return [];
    const count = countOver(
      largest.map((domain) => domain.units),
      slack,
    );
    const witness = largest.slice(0, count ?? 0).map(({ id }) => id);
    return [{ level, distance: count, witness }];
  });
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

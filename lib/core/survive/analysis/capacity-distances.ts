import type { CapacityAnalysis } from "../analysis.ts";
import { LEVELS } from "./levels.ts";
import type { Engine } from "./service.ts";

type Distances = CapacityAnalysis["levels"];

/**
 * Fewest domains of each level whose loss takes more than `slack`. Domains of one level never share a worker, so the
 * largest ones together are the worst.
 */
export function capacityDistances(engine: Engine, units: readonly number[], slack: number): Distances {
  const lost = lossByElement(engine, units);
  return LEVELS.flatMap((level) => {
    const largest = engine.compiled.tree.elements
      .flatMap(({ id, kind }) => (kind === level ? [{ id, units: lost.get(id) ?? 0 }] : []))
      .filter((domain) => domain.units > 0)
      .sort((a, b) => b.units - a.units);
    if (largest.length === 0) return [];
    const count = countOver(largest.map((domain) => domain.units), slack);
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

/** Capacity that falls with each element by itself. */
export function lossByElement({ compiled }: Engine, units: readonly number[]): ReadonlyMap<string, number> {
  const { tree } = compiled;
  const lost = new Map<string, number>();
  for (const [index, worker] of tree.workers.entries()) {
    for (const at of ancestorsOf(tree, worker.down)) {
      const id = tree.elements[at]?.id ?? "";
      lost.set(id, (lost.get(id) ?? 0) + (units[index] ?? 0));
    }
  }
  return lost;
}

type Tree = Engine["compiled"]["tree"];

/** Elements that bring a machine down each by itself. */
export function ancestorsOf(tree: Tree, down: number): number[] {
  const count = tree.elements.length;
  if (down < count) return [down];
  const gate = tree.gates[down - count];
  if (gate === undefined) return [];
  const isChain = gate.kind === "or" || gate.inputs.length === 1 || (gate.kind === "at-least" && gate.k === 1);
  return isChain ? gate.inputs.flatMap((input) => ancestorsOf(tree, input)) : [];
}

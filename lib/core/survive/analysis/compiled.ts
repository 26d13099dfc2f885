import type { Element, ServiceId } from "../fault-tree.ts";
import type { Compiled } from "../model/compile.ts";
import { stateOf } from "../scenario/state.ts";

/** Probability of being down when the failure rate is `factor` times what the figures say. */
export function unavailable(element: Element, factor: number): number {
  if (!element.isCounted) return 0;
  return (element.mttrHours * factor) / (element.mtbfHours + element.mttrHours * factor);
}

/** The same for every variable. */
export function unavailableAt({ variables }: Compiled, factor: number): Float64Array {
  return Float64Array.from(variables, (element) => unavailable(element, factor));
}

/** Diagram of a service, or null where the plan has none to judge. */
export function serviceRef(compiled: Compiled, id: ServiceId): number | null {
  const top = compiled.tree.services.find((service) => service.id === id);
  return top?.kind === "modelled" ? compiled.refOf(top.down) : null;
}

/** By ref, 1 = down when exactly these elements have failed. */
export function downRefs({ tree, positions }: Compiled, elementIds: readonly string[]): Uint8Array {
  const at = positions();
  return stateOf(
    tree,
    elementIds.flatMap((id) => at.get(id) ?? []),
  );
}

/** What failing each element costs, by a rule; Infinity spares it. */
export function costs({ variables }: Compiled, cost: (element: Element) => number): Float64Array {
  return Float64Array.from(variables, (element) => cost(element));
}

export function idsOf({ variables }: Compiled, indices: Iterable<number>): string[] {
  return [...indices].flatMap((index) => variables[index]?.id ?? []);
}

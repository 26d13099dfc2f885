import type { Element, ServiceId } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";

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

/** By variable, 1 = dead; elements that no service needs have none. */
export function deadVariables(
  { variables, variableOf, positions }: Compiled,
  elementIds: readonly string[],
): Uint8Array {
  const dead = new Uint8Array(variables.length);
  const at = positions();
  for (const id of elementIds) {
    const variable = variableOf[at.get(id) ?? -1] ?? -1;
    if (variable >= 0) dead[variable] = 1;
  }
  return dead;
}

/** What failing each element costs, by a rule; Infinity spares it. */
export function costs({ variables }: Compiled, cost: (element: Element) => number): Float64Array {
  return Float64Array.from(variables, (element) => cost(element));
}

export function idsOf({ variables }: Compiled, indices: Iterable<number>): string[] {
  return [...indices].flatMap((index) => variables[index]?.id ?? []);
}

import type { Element, ServiceId } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";

type Reliability = Pick<Element, "isCounted" | "mtbfHours" | "mttrHours">;

/** Probability of being down when the failure rate is `factor` times what the figures say. */
export function unavailable({ isCounted, mtbfHours, mttrHours }: Reliability, factor: number): number {
  return isCounted ? (mttrHours * factor) / (mtbfHours + mttrHours * factor) : 0;
}

const chances = new WeakMap<Compiled, Map<number, Float64Array>>();

/** The same for every variable; computed once, so whoever changes it takes a copy. */
export function unavailableAt(compiled: Compiled, factor: number): Float64Array {
  const byFactor = chances.get(compiled) ?? new Map<number, Float64Array>();
  chances.set(compiled, byFactor);
  const known = byFactor.get(factor) ?? figures(compiled.variables, (element) => unavailable(element, factor));
  byFactor.set(factor, known);
  return known;
}

const repairs = new WeakMap<Compiled, Float64Array>();

/** Hours until repair, by variable. */
export function repairHours(compiled: Compiled): Float64Array {
  const known = repairs.get(compiled) ?? figures(compiled.variables, ({ mttrHours }) => mttrHours);
  repairs.set(compiled, known);
  return known;
}

/** Diagram of a service, or null where the plan has none to judge. */
export function serviceRef(compiled: Compiled, id: ServiceId): number | null {
  const top = compiled.tree.services.find((service) => service.id === id);
  return top?.kind === "modelled" ? compiled.refOf(top.down) : null;
}

/** By variable, 1 = dead; elements that no service needs have none. */
export function deadVariables(compiled: Compiled, elementIds: readonly string[]): Uint8Array {
  const dead = new Uint8Array(compiled.variables.length);
  const variableById = compiled.variableById();
  for (const id of elementIds) {
    const variable = variableById.get(id);
    if (variable !== undefined) dead[variable] = 1;
  }
  return dead;
}

// `Float64Array.from` goes through an iterator, which takes ten times as long.
function figures(elements: readonly Element[], figure: (element: Element) => number): Float64Array {
  const cells = new Float64Array(elements.length);
  for (let at = 0; at < cells.length; at++) {
    const element = elements[at];
    if (element !== undefined) cells[at] = figure(element);
  }
  return cells;
}

/** What failing each element costs, by a rule; Infinity spares it. */
export function costs({ variables }: Compiled, cost: (element: Element) => number): Float64Array {
  return figures(variables, cost);
}

export function idsOf({ variables }: Compiled, indices: readonly number[]): string[] {
  const ids: string[] = [];
  for (let at = 0; at < indices.length; at++) {
    const element = variables[indices[at] ?? -1];
    if (element !== undefined) ids.push(element.id);
  }
  return ids;
}

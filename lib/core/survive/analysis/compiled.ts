import type { FaultTree, Ref, ServiceId } from "../fault-tree.ts";
import { and, atLeast, or } from "../bdd/combine.ts";
import { type Bdd, createBdd, variable } from "../bdd/manager.ts";

/** A fault tree with its decision diagrams, built service by service as they are asked for. */
export interface Compiled {
  readonly tree: FaultTree;
  readonly bdd: Bdd;
  /** Probability that each element is down; 0 for those that only a structural verdict counts. */
  readonly q: Float64Array;
  readonly mttrHours: Float64Array;
  readonly positions: ReadonlyMap<string, number>;
  /** Diagram of each ref so far; -1 = not built yet. */
  readonly built: Int32Array;
}

export function compile(tree: FaultTree): Compiled {
  const { elements, gates } = tree;
  return {
    tree,
    bdd: createBdd(elements.length),
    q: Float64Array.from(elements, (element) => unavailable(element, 1)),
    mttrHours: Float64Array.from(elements, ({ mttrHours }) => mttrHours),
    positions: new Map(elements.map(({ id }, index) => [id, index])),
    built: new Int32Array(elements.length + gates.length).fill(-1),
  };
}

/** Probability of being down when the failure rate is `factor` times what the figures say. */
export function unavailable(element: FaultTree["elements"][number], factor: number): number {
  if (!element.isCounted) return 0;
  return (element.mttrHours * factor) / (element.mtbfHours + element.mttrHours * factor);
}

/** The diagram of a gate or element; everything below it is built once. */
export function diagramRef(compiled: Compiled, top: Ref): number {
  const { tree, bdd, built } = compiled;
  const count = tree.elements.length;
  const known = built[top] ?? -1;
  if (known >= 0) return known;
  for (const ref of below(compiled, top)) {
    const gate = tree.gates[ref - count];
    built[ref] = gate === undefined ? variable(bdd, ref) : gateRef(compiled, gate);
  }
  return built[top] ?? 0;
}

function gateRef({ bdd, built }: Compiled, { kind, k, inputs }: FaultTree["gates"][number]): number {
  const refs = inputs.map((input) => built[input] ?? 0);
  switch (kind) {
    case "or":
      return or(bdd, refs);
    case "and":
      return and(bdd, refs);
    case "at-least":
      return atLeast(bdd, k, refs);
  }
}

/** Refs under `top` that are not built, inputs first: inputs always have lower numbers. */
function below({ tree, built }: Compiled, top: Ref): Ref[] {
  const count = tree.elements.length;
  const found = new Set<Ref>();
  const pending = [top];
  for (let ref = pending.pop(); ref !== undefined; ref = pending.pop()) {
    if (found.has(ref) || (built[ref] ?? -1) >= 0) continue;
    found.add(ref);
    pending.push(...(tree.gates[ref - count]?.inputs ?? []));
  }
  return [...found].sort((a, b) => a - b);
}

/** Diagram of a service, or null where the plan has none to judge. */
export function serviceRef(compiled: Compiled, id: ServiceId): number | null {
  const top = compiled.tree.services.find((service) => service.id === id);
  return top?.kind === "modelled" ? diagramRef(compiled, top.down) : null;
}

/** Refs that are down when exactly these elements have failed, by plain evaluation of the gates. */
export function downRefs({ tree, positions }: Compiled, elementIds: readonly string[]): Uint8Array {
  const { elements, gates } = tree;
  const down = new Uint8Array(elements.length + gates.length);
  for (const id of elementIds) {
    const at = positions.get(id);
    if (at !== undefined) down[at] = 1;
  }
  for (const [index, { kind, k, inputs }] of gates.entries()) {
    let failed = 0;
    for (const input of inputs) failed += down[input] ?? 0;
    const needed = { or: 1, and: inputs.length, "at-least": k }[kind];
    down[elements.length + index] = failed >= needed ? 1 : 0;
  }
  return down;
}

import { and, atLeast, or } from "#lib/core/survive/bdd/combine.ts";
import { ALIVE, FREE, restrict } from "#lib/core/survive/bdd/diagram.ts";
import { type Bdd, createBdd, variable } from "#lib/core/survive/bdd/manager.ts";
import type { Element, ElementKind, FaultTree, Gate, Ref } from "#lib/core/survive/fault-tree.ts";
import { unavailability } from "./values.ts";

/** A fault tree with its decision diagrams. Elements that no service needs, such as most workers, have no variable. */
export interface Compiled {
  readonly tree: FaultTree;
  readonly bdd: Bdd;
  /** The elements by variable, in tree order. */
  readonly variables: readonly Element[];
  /** Index of its element by variable, ascending. */
  readonly positionOf: readonly Ref[];
  /** Variable by index of element; -1 = none. */
  readonly variableOf: Int32Array;
  /** Whether a gate is worth a diagram: by index of gate. */
  readonly isNeeded: Uint8Array;
  /** Kinds of the elements that have a variable; gathered at the first question. */
  readonly kinds: () => ReadonlySet<ElementKind>;
  /** By variable: 1 = an element that enters no likelihood and no count; made at the first question. */
  readonly uncounted: () => Uint8Array;
  /** Position in `tree.elements` by element id; made at the first question. */
  readonly positions: () => ReadonlyMap<string, number>;
  /** Variable by element id; made at the first question. */
  readonly variableById: () => ReadonlyMap<string, number>;
  /** The diagram of an element or gate; built at the first question. Only for what `isNeeded`. */
  readonly refOf: (ref: Ref) => number;
}

export function compile(tree: FaultTree): Compiled {
  const { isGateNeeded, positions } = needed(tree);
  const variableOf = new Int32Array(tree.elements.length).fill(-1);
  const variables = positions.flatMap((position, variable) => {
    variableOf[position] = variable;
    return tree.elements.at(position) ?? [];
  });
  const bdd = createBdd(variables.length);
  return {
    tree,
    bdd,
    variables,
    positionOf: positions,
    variableOf,
    isNeeded: isGateNeeded,
    kinds: once(() => new Set(variables.map(({ kind }) => kind))),
    uncounted: once(() => uncountedCells(variables)),
    positions: once(() => new Map(tree.elements.all().map(({ id }, index) => [id, index]))),
    variableById: once(() => new Map(variables.map(({ id }, variable) => [id, variable]))),
    refOf: diagrams(tree, bdd, variableOf),
  };
}

function once<Answer>(make: () => Answer): () => Answer {
  let answer: Answer | undefined;
  return () => (answer ??= make());
}

function uncountedCells(variables: readonly Element[]): Uint8Array {
  const cells = new Uint8Array(variables.length);
  for (let at = 0; at < cells.length; at++) cells[at] = variables[at]?.isCounted === false ? 1 : 0;
  return cells;
}

/** What remains of a function when elements that enter no likelihood and no count never fail. */
export function countedRef({ bdd, variables }: Compiled, root: number): number {
  return restrict(
    bdd,
    root,
    Uint8Array.from(variables, ({ isCounted }) => (isCounted ? FREE : ALIVE)),
  );
}

/** Probability of being down, by variable. */
export function unavailabilities({ variables }: Compiled): Float64Array {
  return Float64Array.from(variables, unavailability);
}

/** Everything below a service or below a component other than a machine. */
function needed({ elements, gates, services }: FaultTree): { isGateNeeded: Uint8Array; positions: readonly Ref[] } {
  const count = elements.length;
  const isGateNeeded = new Uint8Array(gates.length);
  const positions = new Set<Ref>();
  const open: Ref[] = [];
  const mark = (ref: Ref) => {
    if (ref < count) positions.add(ref);
    else if (isGateNeeded[ref - count] === 0) {
      isGateNeeded[ref - count] = 1;
      open.push(ref);
    }
  };
  for (const { number, entry } of gates.singles())
    if (entry.component !== null && entry.component.kind !== "machine") mark(count + number);
  for (const service of services) if (service.kind === "modelled") mark(service.down);
  for (let ref = open.pop(); ref !== undefined; ref = open.pop())
    for (const input of gates.at(ref - count)?.inputs ?? []) mark(input);
  return { isGateNeeded, positions: [...positions].sort((a, b) => a - b) };
}

function diagrams({ elements, gates }: FaultTree, bdd: Bdd, variableOf: Int32Array): (ref: Ref) => number {
  const built = new Int32Array(elements.length + gates.length).fill(-1);
  const refOf = (ref: Ref): number => {
    const known = built[ref] ?? -1;
    if (known >= 0) return known;
    const gate = gates.at(ref - elements.length);
    const made =
      gate === undefined ? variable(bdd, variableOf[ref] ?? -1) : combined(bdd, gate, gate.inputs.map(refOf));
    built[ref] = made;
    return made;
  };
  return refOf;
}

function combined(bdd: Bdd, { kind, k }: Gate, inputs: readonly number[]): number {
  switch (kind) {
    case "or":
      return or(bdd, inputs);
    case "and":
      return and(bdd, inputs);
    case "at-least":
      return atLeast(bdd, k, inputs);
  }
}

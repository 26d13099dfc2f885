import type { Element, Gate, Ref, ValueKey } from "#lib/core/survive/fault-tree.ts";
import type { Figures } from "#lib/core/survive/model/values.ts";
import { Listing } from "./listing.ts";
import type { PlacedGroup } from "./places.ts";

/** A fault tree while it is built: first every element in its final order, then the gates. */
export interface Draft {
  readonly elements: Listing<Element>;
  readonly gates: Listing<Gate>;
  /** By element id; machines are found in `placed`. */
  readonly positions: Map<string, Ref>;
  /** How many counted elements have the figures of each key, in the order of the elements. */
  readonly counts: Map<ValueKey, number>;
  /** All machines in the order of their elements. */
  readonly placed: PlacedGroup[];
}

export function openDraft(): Draft {
  return {
    elements: new Listing(),
    gates: new Listing(),
    positions: new Map(),
    counts: new Map(),
    placed: [],
  };
}

type NewElement = Pick<Element, "id" | "kind" | "name"> &
  Partial<Pick<Element, "machineId" | "isAssumed" | "isCounted">> & { readonly figures: Figures };

/** Adds an element unless its id is there already. */
export function addElement(draft: Draft, element: NewElement): void {
  if (draft.positions.has(element.id)) return;
  draft.positions.set(element.id, draft.elements.add(finished(element)));
  if (element.isCounted !== false) count(draft, element.kind, 1);
}

export function count({ counts }: Draft, key: ValueKey, howMany: number): void {
  counts.set(key, (counts.get(key) ?? 0) + howMany);
}

function finished({
  id,
  kind,
  name,
  machineId = null,
  isAssumed = false,
  isCounted = true,
  figures,
}: NewElement): Element {
  const { mtbfHours, mttrHours, provenance } = figures;
  return { id, kind, name, machineId, isAssumed, isCounted, mtbfHours, mttrHours, provenance };
}

export function elementRef(draft: Draft, id: string): Ref {
  const ref = draft.positions.get(id);
  if (ref === undefined) throw new Error(`The model has no element ${id}`);
  return ref;
}

type NewGate = Pick<Gate, "id" | "inputs"> & { readonly k?: number; readonly component?: Gate["component"] };

export function orGate(draft: Draft, gate: NewGate): Ref {
  return addGate(draft, "or", gate);
}

export function andGate(draft: Draft, gate: NewGate): Ref {
  return addGate(draft, "and", gate);
}

export function atLeastGate(draft: Draft, k: number, gate: NewGate): Ref {
  if (k <= 1) return orGate(draft, gate);
  if (k >= gate.inputs.length) return andGate(draft, gate);
  return addGate(draft, "at-least", { ...gate, k });
}

// A technical gate with one input would only lengthen every explanation.
function addGate(draft: Draft, kind: Gate["kind"], gate: NewGate): Ref {
  const { id, inputs, component = null } = gate;
  const only = inputs[0];
  if (only === undefined) throw new Error(`Gate ${id} has no inputs`);
  if (component === null && inputs.length === 1) return only;
  const k = kind === "and" ? inputs.length : (gate.k ?? 1);
  return draft.elements.length + draft.gates.add({ id, kind, k, inputs, component });
}

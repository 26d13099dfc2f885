import type { FaultTree, Gate } from "#lib/core/survive/fault-tree.ts";

/** 1 = down, by ref: every element, then every gate, in one pass. `dead` holds positions of elements. */
export function stateOf({ elements, gates }: FaultTree, dead: Iterable<number>): Uint8Array {
  const down = new Uint8Array(elements.length + gates.length);
  for (const position of dead) down[position] = 1;
  let at = elements.length;
  for (const gate of gates.all()) {
    let lost = 0;
    for (const ref of gate.inputs) lost += down[ref] ?? 0;
    down[at++] = lost >= lossesNeeded(gate) ? 1 : 0;
  }
  return down;
}

/** How many inputs have to be down for the gate to be. */
export function lossesNeeded({ kind, k, inputs }: Gate): number {
  return kind === "and" ? inputs.length : k;
}

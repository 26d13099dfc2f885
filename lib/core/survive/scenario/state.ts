import type { FaultTree } from "#lib/core/survive/fault-tree.ts";

/** 1 = down, by ref: every element, then every gate, in one pass. `dead` holds positions of elements. */
export function stateOf({ elements, gates }: FaultTree, dead: Iterable<number>): Uint8Array {
  const down = new Uint8Array(elements.length + gates.length);
  for (const position of dead) down[position] = 1;
  let at = elements.length;
  for (const { kind, k, inputs } of gates) {
    const needed = kind === "and" ? inputs.length : k;
    let lost = 0;
    for (const ref of inputs) lost += down[ref] ?? 0;
    down[at++] = lost >= needed ? 1 : 0;
  }
  return down;
}

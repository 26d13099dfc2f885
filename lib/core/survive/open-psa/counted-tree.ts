import type { FaultTree, Gate, Ref } from "#lib/core/survive/fault-tree.ts";
import { lossesNeeded } from "#lib/core/survive/scenario/state.ts";

/** What a service needs, inputs before the gates that use them. */
export interface Below {
  readonly elements: readonly Ref[];
  readonly gates: readonly { readonly gate: Gate; readonly inputs: readonly Ref[] }[];
}

/** The part of a tree below `top`, without the elements that enter no likelihood; null where nothing can stop it. */
export function countedBelow(tree: FaultTree, top: Ref): Below | null {
  const count = tree.elements.length;
  const [elements, gates] = [tree.elements.all(), tree.gates.all()];
  const kept = gates.map(({ inputs }) => inputs);
  const canFail = Array.from(elements, ({ isCounted }) => isCounted);
  gates.forEach((gate, index) => {
    const inputs = gate.inputs.filter((ref) => canFail[ref]);
    kept[index] = inputs;
    canFail.push(inputs.length >= lossesNeeded(gate));
  });
  if (!canFail[top]) return null;
  const isNeeded = new Uint8Array(count + gates.length);
  isNeeded[top] = 1;
  for (let ref = isNeeded.length - 1; ref >= count; ref--)
    if (isNeeded[ref] === 1) for (const input of kept[ref - count] ?? []) isNeeded[input] = 1;
  return {
    elements: elements.flatMap((_, ref) => (isNeeded[ref] === 1 ? [ref] : [])),
    gates: gates.flatMap((gate, index) => (isNeeded[count + index] === 1 ? [{ gate, inputs: kept[index] ?? [] }] : [])),
  };
}

import type { Element, FaultTree, Stand } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";

const MACHINE = "machine:";

/**
 * The elements that an answer speaks of, in tree order: all but the workers that no service needs and whose ids are not
 * among `named` either. Of thousands of equal workers some dozens are told.
 */
export function toldElements({ tree, variables, positionOf }: Compiled, named: Iterable<string>): Element[] {
  const { elements, stands } = tree;
  const isTold = new Uint8Array(elements.length);
  for (const { number } of elements.singles()) isTold[number] = 1;
  for (const position of positionOf) isTold[position] = 1;
  for (const stand of stands) for (const index of stand.others) isTold[numberOf(stand, index)] = 1;
  const wanted = machineIds(named);
  for (const { kind, machineId } of variables) if (kind === "machine") wanted.delete(machineId ?? "");
  markWanted(tree, wanted, isTold);
  const told: Element[] = [];
  for (let number = 0; number < isTold.length; number++) {
    const element = isTold[number] === 1 ? elements.at(number) : undefined;
    if (element !== undefined) told.push(element);
  }
  return told;
}

function machineIds(elementIds: Iterable<string>): Set<string> {
  const ids = new Set<string>();
  for (const id of elementIds) if (id.startsWith(MACHINE)) ids.add(id.slice(MACHINE.length));
  return ids;
}

function markWanted({ stands }: FaultTree, wanted: Set<string>, isTold: Uint8Array): void {
  for (const stand of stands) {
    const { machines } = stand;
    for (let index = 0; index < machines.length; index++) {
      if (wanted.size === 0) return;
      if (wanted.delete(machines[index]?.id ?? "")) isTold[numberOf(stand, index)] = 1;
    }
  }
}

/** Number of the element of a machine of a stand. */
function numberOf({ rows }: Stand, index: number): number {
  const row = rows.find(({ from, count }) => index < from + count);
  if (row === undefined) throw new Error(`The stand has no machine ${index}`);
  return row.first + index - row.from;
}

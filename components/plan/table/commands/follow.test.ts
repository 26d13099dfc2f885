import { expect, it } from "vitest";
import { createGridStore } from "#components/plan/table/grid-store.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { followMachines } from "./follow.ts";

const rows = (names: string): Machine[] =>
  [...names].map((id, order) => ({ id, order, hostname: id, ips: [], roles: [], disks: [] }));

function followed(before: string, after: string, at: readonly [number, number]) {
  const store = createGridStore();
  store.setState({ active: { row: at[0], column: 2 }, anchor: { row: at[1], column: 1 }, editing: "typed" });
  followMachines(store, rows(before), rows(after));
  const { active, anchor, editing } = store.getState();
  return [active, anchor, editing];
}

it.each([
  ["a machine comes in above", "abc", "xabc", [1, 1], [2, 2], "typed"],
  ["a machine above goes away", "abc", "bc", [2, 2], [1, 1], "typed"],
  ["the rows are sorted the other way", "abc", "cba", [0, 0], [2, 2], "typed"],
  ["a range moves as a whole", "abcd", "xabcd", [3, 1], [4, 2], "typed"],
  ["a sort tears a range apart", "abcd", "dbca", [3, 1], [0, 0], "typed"],
  ["nothing moves", "abc", "abcd", [1, 0], [1, 0], "typed"],
  ["the edited machine itself goes away", "abc", "ac", [1, 1], [1, 1], null],
  ["all machines go away", "abc", "", [2, 2], [0, 0], null],
] as const)("the active cell stays on its machine when %s", (_what, before, after, at, wanted, editing) => {
  expect(followed(before, after, at)).toEqual([{ row: wanted[0], column: 2 }, { row: wanted[1], column: 1 }, editing]);
});

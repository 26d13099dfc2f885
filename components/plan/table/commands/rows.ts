import { type GridKit, run } from "#components/plan/table/grid-kit.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { duplicateEdit, newMachine } from "#lib/core/table/rows.ts";
import { useSelection } from "#lib/query/selection.ts";

/** Adds a machine behind the last one and edits its name. */
export function addMachine(kit: GridKit): void {
  const machine = newMachine(kit.plan().machines, kit.newId());
  if (!run(kit, { type: "addMachines", machines: [machine] })) return;
  if (!kit.machines().some(({ id }) => id === machine.id)) kit.showAll();
  const row = kit.machines().findIndex(({ id }) => id === machine.id);
  const { moveTo, setFocused, startEditing } = kit.store.getState();
  setFocused(true);
  moveTo({ row, column: 0 }, false);
  startEditing(machine.hostname);
}

export function removeMachines(kit: GridKit, machineIds: readonly string[]): void {
  if (machineIds.length === 0) return;
  if (!run(kit, { type: "removeMachines", machineIds: [...machineIds] })) return;
  useSelection.getState().clear();
  kit.say({ text: kit.words.removed(machineIds.length), undo: true });
}

export function duplicateMachines(kit: GridKit, machineIds: readonly string[]): void {
  addCopies(kit, duplicateEdit(kit.plan(), machineIds, kit.newId));
}

/** Adds machines and picks them. */
export function addCopies(kit: GridKit, edit: Edit | null): void {
  if (edit?.type !== "addMachines" || !run(kit, edit)) return;
  useSelection.getState().select(
    edit.machines.map(({ id }) => id),
    "replace",
  );
  kit.say({ text: kit.words.added(edit.machines.length), undo: true });
}

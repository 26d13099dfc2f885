import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { copyMachines, nextHostNames } from "#lib/core/plan/naming.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type Block, type PasteOutcome, pasteBlock, splitBlock } from "./block.ts";

/** A machine at the end of the table, named after the last one and with its roles and size, still without an address. */
export function newMachine(all: readonly Machine[], id: string): Machine {
  const last = all.at(-1);
  const names = all.map((machine) => machine.hostname);
  const [hostname = "node1"] = nextHostNames(names, last?.hostname ?? "node", 1);
  return { ...likeLast(last), id, order: (last?.order ?? 0) + 1, hostname };
}

function likeLast(last: Machine | undefined): Pick<Machine, "ips" | "roles" | "disks"> & Partial<Machine> {
  if (last === undefined) return { ips: [], roles: [], disks: [] };
  const { roles, disks, cpuCores, memoryMiB, specText, pool } = last;
  const given = Object.entries({ cpuCores, memoryMiB, specText, pool }).filter(([, value]) => value !== undefined);
  return { ips: [], roles, disks, ...Object.fromEntries(given) };
}

/** `count` machines behind the last one; one pass over the names, however many. */
function newMachines(all: readonly Machine[], count: number, newId: () => string): Machine[] {
  const first = newMachine(all, newId());
  const taken = all.map((machine) => machine.hostname);
  return nextHostNames(taken, first.hostname, count).map((hostname, index) => ({
    ...first,
    id: index === 0 ? first.id : newId(),
    order: first.order + index,
    hostname,
  }));
}

export function duplicateEdit(plan: Plan, machineIds: readonly string[], newId: () => string): Edit | null {
  const wanted = new Set(machineIds);
  return copiesEdit(
    plan,
    plan.machines.filter(({ id }) => wanted.has(id)),
    newId,
  );
}

/** Copies of machines, also of another plan, at the end of this one. */
export function copiesEdit(plan: Plan, sources: readonly Machine[], newId: () => string): Edit | null {
  if (sources.length === 0) return null;
  return { type: "addMachines", machines: [...copyMachines(plan, sources, sources.map(newId))] };
}

/** Pastes a block; clipboard rows beyond the target's last machine become new machines of the same edit. */
export function pasteWithNew(
  target: Block,
  text: string,
  { all, newId }: { readonly all: readonly Machine[]; readonly newId: () => string },
): PasteOutcome {
  const missing = splitBlock(text).length - target.machines.length;
  if (missing <= 0) return pasteBlock(target, text);
  const added = newMachines(all, missing, newId);
  const outcome = pasteBlock({ ...target, machines: [...target.machines, ...added] }, text);
  const edits: SimpleEdit[] = [{ type: "addMachines", machines: added }];
  if (outcome.edit !== null && outcome.edit.type === "setMachines") edits.push(outcome.edit);
  return { ...outcome, edit: { type: "batch", edits } };
}

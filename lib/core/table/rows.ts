import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { copyMachines, nextHostNames } from "#lib/core/plan/naming.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type Block, type PasteOutcome, pasteBlock, splitBlock } from "./block.ts";

/** A machine at the end of the table, named after the last one and with its roles and size, still without an address. */
export function newMachine(all: readonly Machine[], id: string): Machine {
  const last = all.at(-1);
  const [hostname = "node1"] = nextHostNames(
    all.map((machine) => machine.hostname),
    last?.hostname ?? "node",
    1,
  );
  const order = (last?.order ?? 0) + 1;
  if (last === undefined) return { id, order, hostname, ips: [], roles: [], disks: [] };
  const { cpuCores, memoryMiB, specText, pool } = last;
  const size = {
    ...(cpuCores === undefined ? {} : { cpuCores }),
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    ...(specText === undefined ? {} : { specText }),
    ...(pool === undefined ? {} : { pool }),
  };
  return { id, order, hostname, ips: [], roles: last.roles, disks: last.disks, ...size };
}

export function duplicateEdit(plan: Plan, machineIds: readonly string[], newId: () => string): Edit | null {
  const wanted = new Set(machineIds);
  const sources = plan.machines.filter(({ id }) => wanted.has(id));
  if (sources.length === 0) return null;
  return { type: "addMachines", machines: [...copyMachines(plan, sources, sources.map(newId))] };
}

/** Pastes a block; clipboard rows beyond the target's last machine become new machines of the same edit. */
export function pasteWithNew(
  target: Block,
  text: string,
  { all, newId }: { readonly all: readonly Machine[]; readonly newId: () => string },
): PasteOutcome {
  const rows = splitBlock(text);
  const missing = rows.length - target.machines.length;
  if (missing <= 0 || target.machines.at(-1) !== all.at(-1)) return pasteBlock(target, text);
  const added: Machine[] = [];
  for (let count = 0; count < missing; count++) added.push(newMachine([...all, ...added], newId()));
  const outcome = pasteBlock({ ...target, machines: [...target.machines, ...added] }, text);
  const edits: SimpleEdit[] = [{ type: "addMachines", machines: added }];
  if (outcome.edit !== null && outcome.edit.type === "setMachines") edits.push(outcome.edit);
  return { ...outcome, edit: { type: "batch", edits } };
}

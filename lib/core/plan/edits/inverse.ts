import type { Change, Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { SPOKEN_BY } from "./commands.ts";
import { trusted } from "./fields.ts";

type MachineEdit = Extract<SimpleEdit, { type: "setMachines" }>["changes"][number];
type Sides = { readonly key: string; readonly change: Change };

/** The edit that leads from the result of `changes` back to `before`. */
export function inverseOf(before: Plan, changes: readonly Change[]): Edit {
  const edits = [...machineEdits(before, changes), ...endpointEdits(changes), ...optionEdits(changes)];
  const [first] = edits;
  if (first === undefined) return { type: "setOptions", set: {} };
  return edits.length === 1 ? first : { type: "batch", edits };
}

function under(changes: readonly Change[], root: string): Sides[] {
  const prefix = `${root}/`;
  return changes
    .filter(({ path }) => path.startsWith(prefix))
    .map((change) => ({ key: change.path.slice(prefix.length), change }));
}

function machineEdits(before: Plan, changes: readonly Change[]): SimpleEdit[] {
  const sides = under(changes, "machines");
  const whole = sides.filter(({ key }) => !key.includes("/"));
  const added = whole.filter(({ change }) => change.before === undefined).map(({ key }) => key);
  const removed = whole.flatMap(({ change }) => (change.before === undefined ? [] : [trusted<Machine>(change.before)]));
  const fields = fieldEdits(
    before,
    sides.filter(({ key }) => key.includes("/")),
  );
  return [
    ...(added.length === 0 ? [] : [{ type: "removeMachines" as const, machineIds: added }]),
    ...(removed.length === 0 ? [] : [{ type: "addMachines" as const, machines: removed }]),
    ...(fields.length === 0 ? [] : [{ type: "setMachines" as const, changes: fields }]),
  ];
}

function fieldEdits(before: Plan, sides: readonly Sides[]): MachineEdit[] {
  const fieldsById = new Map<string, Map<string, unknown>>();
  for (const { key, change } of sides) {
    const [id = "", field = ""] = key.split("/");
    const fields = fieldsById.get(id) ?? new Map<string, unknown>();
    fieldsById.set(id, fields.set(field, change.before));
  }
  return before.machines.flatMap((machine) => {
    const fields = fieldsById.get(machine.id);
    return fields === undefined ? [] : [fieldEdit(machine, fields)];
  });
}

function fieldEdit(machine: Machine, fields: ReadonlyMap<string, unknown>): MachineEdit {
  const set = new Map([...fields].filter(([, value]) => value !== undefined));
  const clear = [...fields.keys()].filter((field) => !set.has(field));
  // Said again even where it did not change, or setting the field would drop the text that goes with it.
  for (const [field, text] of Object.entries(SPOKEN_BY)) {
    if (fields.has(field) && machine[text] !== undefined) set.set(text, machine[text]);
  }
  const change = { machineId: machine.id, set: Object.fromEntries(set) };
  return trusted<MachineEdit>(clear.length === 0 ? change : { ...change, clear });
}

function endpointEdits(changes: readonly Change[]): SimpleEdit[] {
  return under(changes, "endpoints").map(({ key, change }) => {
    if (change.before === undefined) return { type: "removeEndpoint", endpointId: key };
    const type = change.after === undefined ? "addEndpoint" : "setEndpoint";
    return trusted<SimpleEdit>({ type, endpoint: change.before });
  });
}

function optionEdits(changes: readonly Change[]): SimpleEdit[] {
  const sides = under(changes, "options");
  const set = Object.fromEntries(
    sides.flatMap(({ key, change: { before } }) => (before === undefined ? [] : [[key, before]])),
  );
  const clear = sides.filter(({ change }) => change.before === undefined).map(({ key }) => key);
  const renames = changes.filter(({ path }) => path === "name");
  return [
    ...(sides.length === 0
      ? []
      : [trusted<SimpleEdit>({ type: "setOptions", set, ...(clear.length > 0 && { clear }) })]),
    ...renames.map(({ before }) => trusted<SimpleEdit>({ type: "renamePlan", name: before })),
  ];
}

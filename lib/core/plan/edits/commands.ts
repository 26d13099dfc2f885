import type { SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine, MachineField } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type Draft, dropMachine, putMachine } from "./draft.ts";
import { machineWith, optionsWith } from "./fields.ts";
import { type PlanProblem, problem } from "./judge.ts";
import { definedEntries, sameValue } from "./same.ts";

type Fields = [string, unknown][];

/** Works one command into the draft; what it could not do comes back as problems. */
export function runCommand(draft: Draft, edit: SimpleEdit): PlanProblem[] {
  switch (edit.type) {
    case "addMachines":
      return edit.machines.flatMap((machine) => addMachine(draft, machine));
    case "removeMachines":
      return eachMachine(draft, edit.machineIds, (machine) => dropMachine(draft, machine.id));
    case "setMachines":
      return edit.changes.flatMap((change) => setFields(draft, [change.machineId], fieldsOf(change)));
    case "setSpec":
      return setFields(draft, edit.machineIds, [...Object.entries(edit.spec), ["specText", edit.specText]]);
    case "setRoles":
      return setFields(draft, edit.machineIds, [
        ["roles", [...new Set(edit.roles)]],
        ["areRolesInferred", undefined],
      ]);
    case "moveToZone":
      return setFields(draft, edit.machineIds, [[edit.level, edit.zone ?? undefined]]);
    case "setPool":
      return setFields(draft, edit.machineIds, [["pool", edit.pool ?? undefined]]);
    case "addEndpoint":
      return addEndpoint(draft, edit.endpoint);
    case "setEndpoint":
      return setEndpoint(draft, edit.endpoint);
    case "removeEndpoint":
      return draft.endpoints.delete(edit.endpointId) ? [] : [unknownEndpoint(edit.endpointId)];
    case "setOptions":
      draft.options = optionsWith(draft.options, fieldsOf(edit));
      return [];
    case "renamePlan":
      draft.name = edit.name;
      return [];
    case "replacePlan":
      return replacePlan(draft, edit.plan);
  }
}

function fieldsOf({ set, clear = [] }: { set: object; clear?: readonly string[] | undefined }): Fields {
  return [...definedEntries(set), ...clear.map((key): [string, unknown] => [key, undefined])];
}

function addMachine(draft: Draft, machine: Machine): PlanProblem[] {
  if (draft.machines.has(machine.id)) return [problem("duplicate-id", `machines/${machine.id}`, { id: machine.id })];
  putMachine(draft, machineWith(machine, Object.entries(machine)));
  return [];
}

function eachMachine(draft: Draft, ids: readonly string[], run: (machine: Machine) => void): PlanProblem[] {
  return [...new Set(ids)].flatMap((id) => {
    const machine = draft.machines.get(id);
    if (machine === undefined) return [problem("unknown-machine", `machines/${id}`, { machine: id })];
    run(machine);
    return [];
  });
}

function setFields(draft: Draft, ids: readonly string[], fields: Fields): PlanProblem[] {
  return eachMachine(draft, ids, (machine) => putMachine(draft, machineWith(machine, withDropped(machine, fields))));
}

/** A text or a flag that speaks about a field, and no longer holds once that field has another value. */
export const SPOKEN_BY: Partial<Record<MachineField, MachineField>> = {
  cpuCores: "specText",
  memoryMiB: "specText",
  disks: "specText",
  os: "osText",
  osVersion: "osText",
};

function withDropped(machine: Machine, fields: Fields): Fields {
  const next = new Map(fields);
  const was = new Map<string, unknown>(Object.entries(machine));
  for (const [field, text] of Object.entries(SPOKEN_BY)) {
    const isStale = next.has(field) && !next.has(text) && !sameValue(was.get(field), next.get(field));
    if (isStale) next.set(text, undefined);
  }
  return [...next];
}

function addEndpoint(draft: Draft, endpoint: Endpoint): PlanProblem[] {
  const { id } = endpoint;
  if (draft.endpoints.has(id)) return [problem("duplicate-id", `endpoints/${id}`, { id })];
  draft.endpoints.set(id, endpoint);
  return [];
}

function setEndpoint(draft: Draft, endpoint: Endpoint): PlanProblem[] {
  if (!draft.endpoints.has(endpoint.id)) return [unknownEndpoint(endpoint.id)];
  draft.endpoints.set(endpoint.id, endpoint);
  return [];
}

function unknownEndpoint(id: string): PlanProblem {
  return problem("unknown-endpoint", `endpoints/${id}`, { endpoint: id });
}

function replacePlan(draft: Draft, plan: Plan): PlanProblem[] {
  for (const id of [...draft.machines.keys()]) dropMachine(draft, id);
  draft.endpoints.clear();
  draft.name = plan.name;
  draft.options = plan.options;
  return [
    ...plan.machines.flatMap((machine) => addMachine(draft, machine)),
    ...plan.endpoints.flatMap((endpoint) => addEndpoint(draft, endpoint)),
  ];
}

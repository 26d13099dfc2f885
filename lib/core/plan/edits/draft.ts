import type { Change } from "#lib/core/plan/edit.ts";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { byAudience, byOrder, type Plan } from "#lib/core/plan/plan.ts";
import { MACHINE_FIELDS } from "./fields.ts";
import { sameValue } from "./same.ts";

/** A plan while an edit works on it: maps instead of lists, and what each touched machine was before. */
export type Draft = {
  readonly base: Plan;
  name: string;
  options: PlanOptions;
  readonly endpoints: Map<string, Endpoint>;
  readonly machines: Map<string, Machine>;
  readonly before: Map<string, Machine | undefined>;
};

export function openDraft(base: Plan): Draft {
  return {
    base,
    name: base.name,
    options: base.options,
    endpoints: byId(base.endpoints),
    machines: byId(base.machines),
    before: new Map(),
  };
}

function byId<Part extends { readonly id: string }>(parts: readonly Part[]): Map<string, Part> {
  const map = new Map<string, Part>();
  for (const part of parts) map.set(part.id, part);
  return map;
}

export function putMachine(draft: Draft, machine: Machine): void {
  touch(draft, machine.id);
  draft.machines.set(machine.id, machine);
}

export function dropMachine(draft: Draft, id: string): void {
  touch(draft, id);
  draft.machines.delete(id);
}

function touch(draft: Draft, id: string): void {
  if (!draft.before.has(id)) draft.before.set(id, draft.machines.get(id));
}

/** The edited plan and its smallest list of changes; everything unchanged keeps its object. */
export function closeDraft(draft: Draft): { plan: Plan; changes: Change[] } {
  const machineChanges = changesOfMachines(draft);
  const endpointChanges = changesOfEndpoints(draft);
  const optionChanges = fieldChanges("options", draft.base.options, draft.options);
  const nameChanges = fieldChanges("", { name: draft.base.name }, { name: draft.name });
  const changes = [...machineChanges, ...endpointChanges, ...optionChanges, ...nameChanges];
  if (changes.length === 0) return { plan: draft.base, changes };
  const plan = {
    ...draft.base,
    name: draft.name,
    options: optionChanges.length === 0 ? draft.base.options : draft.options,
    endpoints: endpointChanges.length === 0 ? draft.base.endpoints : [...draft.endpoints.values()].sort(byAudience),
    machines: machineChanges.length === 0 ? draft.base.machines : machinesOf(draft),
  };
  return { plan, changes };
}

function machinesOf(draft: Draft): Machine[] {
  const keepsOrder = [...draft.before].every(
    ([id, was]) => was !== undefined && draft.machines.get(id)?.order === was.order,
  );
  if (!keepsOrder) return [...draft.machines.values()].sort(byOrder);
  return draft.base.machines.map((machine) => draft.machines.get(machine.id) ?? machine);
}

function changesOfMachines(draft: Draft): Change[] {
  return [...draft.before].flatMap(([id, was]) => {
    const is = draft.machines.get(id);
    if (was === undefined || is === undefined) return wholeChange(`machines/${id}`, was, is);
    return machineChanges(was, is);
  });
}

function machineChanges(before: Machine, after: Machine): Change[] {
  if (before === after) return [];
  return MACHINE_FIELDS.filter((field) => !sameValue(before[field], after[field])).flatMap((field) =>
    wholeChange(`machines/${before.id}/${field}`, before[field], after[field]),
  );
}

function changesOfEndpoints(draft: Draft): Change[] {
  const before = byId(draft.base.endpoints);
  const ids = new Set([...before.keys(), ...draft.endpoints.keys()]);
  return [...ids].flatMap((id) => wholeChange(`endpoints/${id}`, before.get(id), draft.endpoints.get(id)));
}

function fieldChanges(root: string, before: object, after: object): Change[] {
  if (before === after) return [];
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  const keys = new Set([...was.keys(), ...is.keys()]);
  return [...keys].flatMap((key) => wholeChange(root === "" ? key : `${root}/${key}`, was.get(key), is.get(key)));
}

function wholeChange(path: string, before: unknown, after: unknown): Change[] {
  if (sameValue(before, after)) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

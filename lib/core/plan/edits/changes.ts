import type { Change } from "#lib/core/plan/edit.ts";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { closeDraft, type Draft, dropMachine, openDraft, putMachine } from "./draft.ts";
import { machineWith, optionsWith, trusted } from "./fields.ts";
import { sameValue } from "./same.ts";

/** The plan with these changes; a field of a machine that is not there is passed over. */
export function applyChanges(plan: Plan, changes: readonly Change[]): Plan {
  const draft = openDraft(plan);
  for (const change of changes) applyOne(draft, change);
  return closeDraft(draft).plan;
}

/** The plan before these changes: the exact inverse of `applyChanges`. */
export function revertChanges(plan: Plan, changes: readonly Change[]): Plan {
  return applyChanges(
    plan,
    changes.toReversed().map(({ path, before, after }) => ({ path, before: after, after: before })),
  );
}

/** The smallest list of changes that leads from one plan to the other, field by field. */
export function diffPlans(before: Plan, after: Plan): Change[] {
  const draft = openDraft(before);
  const kept = new Set(after.machines.map(({ id }) => id));
  for (const { id } of before.machines) if (!kept.has(id)) dropMachine(draft, id);
  for (const machine of after.machines) if (draft.machines.get(machine.id) !== machine) putMachine(draft, machine);
  draft.endpoints.clear();
  for (const endpoint of after.endpoints) draft.endpoints.set(endpoint.id, endpoint);
  draft.options = after.options;
  draft.name = after.name;
  return closeDraft(draft).changes;
}

function applyOne(draft: Draft, { path, after }: Change): void {
  const [root, id, field] = path.split("/");
  if (root === "name") draft.name = trusted<string>(after);
  if (root === "options" && id !== undefined) draft.options = optionsWith(draft.options, [[id, after]]);
  if (root === "endpoints" && id !== undefined) setEndpoint(draft, id, after);
  if (root === "machines" && id !== undefined) setMachine(draft, { id, field, after });
}

function setEndpoint(draft: Draft, id: string, after: unknown): void {
  if (after === undefined) draft.endpoints.delete(id);
  else draft.endpoints.set(id, trusted<Endpoint>(after));
}

type MachineSide = { readonly id: string; readonly field: string | undefined; readonly after: unknown };

function setMachine(draft: Draft, { id, field, after }: MachineSide): void {
  const machine = draft.machines.get(id);
  if (field !== undefined && machine !== undefined) putMachine(draft, machineWith(machine, [[field, after]]));
  if (field !== undefined) return;
  if (after === undefined) dropMachine(draft, id);
  else putMachine(draft, trusted<Machine>(after));
}

/** A field that both sides changed since their common base; an absent side is `undefined`. */
export type Overlap = {
  readonly path: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly yours: unknown;
};

type Sides = { readonly before: unknown; readonly after: unknown };

/**
 * What both sides changed to different values since their common base. Adding or removing a machine overlaps every
 * field of it; the same new value on both sides, or a value that they took back themselves, is no overlap.
 */
export function findOverlaps(mine: readonly Change[], theirs: readonly Change[]): Overlap[] {
  const net = netChanges(theirs);
  const fieldsById = new Map<string, string[]>();
  for (const path of net.keys()) {
    const id = machineIdOf(path);
    if (id !== null && path !== `machines/${id}`) fieldsById.set(id, [...(fieldsById.get(id) ?? []), path]);
  }
  return mine.flatMap((change) => {
    const id = machineIdOf(change.path);
    const whole = `machines/${id}`;
    const same = overlapOf(change.path, change, net.get(change.path));
    if (id === null) return same;
    if (change.path !== whole)
      return [...same, ...overlapOf(change.path, change, fieldOf(net.get(whole), change.path))];
    return [
      ...same,
      ...(fieldsById.get(id) ?? []).flatMap((path) => overlapOf(path, fieldOf(change, path) ?? change, net.get(path))),
    ];
  });
}

function overlapOf(path: string, mine: Sides | Change, theirs: Sides | undefined): Overlap[] {
  if (theirs === undefined || sameValue(theirs.before, theirs.after) || sameValue(mine.after, theirs.after)) return [];
  return [{ path, base: theirs.before, theirs: theirs.after, yours: mine.after }];
}

/** First before and last after of each path, over several edits in a row. */
function netChanges(changes: readonly Change[]): Map<string, Sides> {
  const net = new Map<string, Sides>();
  for (const { path, before, after } of changes) {
    const first = net.get(path);
    net.set(path, { before: first === undefined ? before : first.before, after });
  }
  return net;
}

function machineIdOf(path: string): string | null {
  const [root, id] = path.split("/");
  return root === "machines" && id !== undefined ? id : null;
}

/** One field of a change that adds or removes the whole machine. */
function fieldOf(whole: Sides | Change | undefined, path: string): Sides | undefined {
  if (whole === undefined) return undefined;
  const field = path.slice(path.lastIndexOf("/") + 1);
  const side = (machine: unknown) =>
    typeof machine === "object" && machine !== null ? new Map(Object.entries(machine)).get(field) : undefined;
  return { before: side(whole.before), after: side(whole.after) };
}

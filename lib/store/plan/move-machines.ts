import { randomUUID } from "node:crypto";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { STEP_NAMES } from "#lib/core/plan/edits/step-names.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { Actor } from "#lib/store/people/audit.ts";
import type { Head } from "#lib/store/plans.ts";
import { commitStep } from "./commit.ts";
import { keepHead } from "./heads.ts";
import { headOf, lockCluster } from "./rows.ts";
import { invalidPlan, keepMachinesOnly } from "./since.ts";
import { inTransaction, type Tx } from "./transaction.ts";
import { inTurn } from "./turn.ts";
import { ensureUnassigned } from "./unassigned.ts";

interface Move {
  readonly from: string;
  readonly to: string;
  readonly machineIds: readonly string[];
  readonly actor: Actor;
}

/**
 * Moves machines from one plan into another in one transaction, with one history entry in each. Refused as a whole
 * when the other plan already has one of the names or addresses.
 */
export async function moveMachines(move: Move): Promise<{ readonly moved: number }> {
  const { from, to } = move;
  if (from === to) throw sameCluster(from);
  if (from === UNASSIGNED || to === UNASSIGNED) await ensureUnassigned();
  // Always in the same order, so that two moves in opposite directions cannot wait for each other.
  const [first, second] = from < to ? [from, to] : [to, from];
  const heads = await inTurn(first, () =>
    inTurn(second, () => inTransaction((tx) => run(tx, { ...move, first, second }))),
  );
  for (const { row, plan, version } of heads) keepHead(row.id, version, plan);
  return { moved: new Set(move.machineIds).size };
}

type Moved = Head & { readonly version: number };

async function run(tx: Tx, move: Move & { first: string; second: string }): Promise<readonly Moved[]> {
  const one = await readLocked(tx, move.first);
  const two = await readLocked(tx, move.second);
  const [source, target] = move.first === move.from ? [one, two] : [two, one];
  const ids = new Set(move.machineIds);
  const moving = source.plan.machines.filter((machine) => ids.has(machine.id));
  const names = STEP_NAMES[move.actor.language ?? "en"];
  const [only] = moving;
  const subject = moving.length === 1 && only !== undefined ? only.hostname : names.machines(moving.length);
  const leave: Edit = { type: "removeMachines", machineIds: [...ids] };
  const left = await store(tx, source, { edit: leave, label: names.moveTo(subject, move.to), actor: move.actor });
  const arrive: Edit = { type: "addMachines", machines: fitted(moving, target.plan) };
  const arrived = await store(tx, target, {
    edit: arrive,
    label: names.moveFrom(subject, move.from),
    actor: move.actor,
  });
  return [left, arrived];
}

async function readLocked(tx: Tx, slug: string): Promise<Head> {
  const row = await lockCluster(tx, slug);
  return { row, plan: await headOf(tx, row) };
}

// Behind the machines that are there; an id that the other plan uses already is replaced.
function fitted(machines: readonly Machine[], plan: Plan): Machine[] {
  const taken = new Set(plan.machines.map(({ id }) => id));
  const last = plan.machines.at(-1)?.order ?? 0;
  return machines.map((machine, index) => ({
    ...machine,
    id: taken.has(machine.id) ? randomUUID() : machine.id,
    order: last + 1 + index,
  }));
}

interface Part {
  readonly edit: Edit;
  readonly label: string;
  readonly actor: Actor;
}

async function store(tx: Tx, { row, plan }: Head, { edit, label, actor }: Part): Promise<Moved> {
  const outcome = applyEdit(plan, edit);
  if (!outcome.ok) throw invalidPlan(outcome.problems);
  const { changes, inverse, plan: after } = outcome;
  keepMachinesOnly(row.slug, changes);
  const version = await commitStep(tx, row, { kind: "edit", label, edit, inverse, changes, after, actor });
  return { row, plan: after, version };
}

function sameCluster(slug: string): StoreProblem {
  return new StoreProblem("invalid", {
    code: "same-cluster",
    detail: `The machines are in "${slug}" already. Choose another cluster.`,
    extra: { values: { slug } },
  });
}

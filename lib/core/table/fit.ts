import { canonicalIp } from "#lib/core/plan/address.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Edit, MachineChange, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { PlanProblem } from "#lib/core/plan/edits/judge.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** A pasted name or address that the plan does not take. */
interface MisfitCell {
  readonly machineId: string;
  readonly column: "hostname" | "ips";
  readonly text: string;
  readonly problem: PlanProblem;
}

export interface Fit {
  /** What of the edit the plan takes; null when nothing is left of it. */
  readonly edit: Edit | null;
  readonly misfits: readonly MisfitCell[];
  /** Hard errors that no single cell is to blame for; then nothing is taken. */
  readonly problems: readonly PlanProblem[];
}

// Leaving one cell out can bring two others together; real tables settle after two rounds.
const ROUNDS = 8;

/** Leaves out the names and addresses of a block that the plan refuses, so that one duplicate does not cost the whole paste. */
export function fitBlock(plan: Plan, edit: Edit): Fit {
  let rest: Edit | null = edit;
  const misfits: MisfitCell[] = [];
  for (let round = 0; round < ROUNDS && rest !== null; round += 1) {
    const outcome = applyEdit(plan, rest);
    if (outcome.ok) return { edit: rest, misfits, problems: [] };
    const found = misfitsOf(rest, outcome.problems);
    if (found.length === 0) return { edit: null, misfits: [], problems: outcome.problems };
    misfits.push(...found);
    rest = without(rest, found);
  }
  return { edit: null, misfits, problems: [] };
}

function stepsOf(edit: Edit): readonly SimpleEdit[] {
  return edit.type === "batch" ? edit.edits : [edit];
}

function misfitsOf(edit: Edit, problems: readonly PlanProblem[]): readonly MisfitCell[] {
  const changes = stepsOf(edit).flatMap((step) => (step.type === "setMachines" ? step.changes : []));
  const found = new Map<string, MisfitCell>();
  for (const problem of problems) {
    const cell = cellToBlame(changes, problem);
    if (cell !== null) found.set(`${cell.machineId}/${cell.column}`, cell);
  }
  return [...found.values()];
}

/** The pasted cell of the machine that is named, or of the one that took the name or address of a machine that keeps it. */
function cellToBlame(changes: readonly MachineChange[], problem: PlanProblem): MisfitCell | null {
  const { path, values } = problem;
  const [, machineId, column] = path.split("/");
  if (column !== "hostname" && column !== "ips") return null;
  const named = changes.find((change) => change.machineId === machineId && change.set[column] !== undefined);
  const wanted = (column === "ips" ? values.ip : values.hostname)?.toLowerCase() ?? "";
  const other = changes.find(({ set }) => textsOf(set, column).some((text) => sameText(text) === wanted));
  const blamed = named ?? other;
  if (blamed === undefined) return null;
  return { machineId: blamed.machineId, column, text: textsOf(blamed.set, column).join(", "), problem };
}

function textsOf(set: MachineChange["set"], column: MisfitCell["column"]): readonly string[] {
  if (column === "ips") return set.ips ?? [];
  return set.hostname === undefined ? [] : [set.hostname];
}

function sameText(text: string): string {
  return canonicalIp(text).toLowerCase();
}

function without(edit: Edit, misfits: readonly MisfitCell[]): Edit | null {
  const bad = new Set(misfits.map(({ machineId, column }) => `${machineId}/${column}`));
  const steps = stepsOf(edit).flatMap((step): SimpleEdit[] => {
    if (step.type !== "setMachines") return [step];
    const changes = step.changes.map((change) => strip(change, bad)).filter(isChange);
    return changes.length === 0 ? [] : [{ ...step, changes }];
  });
  const [only] = steps;
  if (only === undefined) return null;
  return steps.length === 1 ? only : { type: "batch", edits: steps };
}

function strip(change: MachineChange, bad: ReadonlySet<string>): MachineChange {
  const { machineId, set, clear = [] } = change;
  const isBad = (field: string): boolean => bad.has(`${machineId}/${field}`);
  const kept = Object.fromEntries(Object.entries(set).filter(([field]) => !isBad(field)));
  // A machine that keeps its old address keeps the range it was to come from.
  const cleared = clear.filter((field) => field !== "ipToAssignIn" || !isBad("ips"));
  return { machineId, set: kept, ...(cleared.length === 0 ? {} : { clear: cleared }) };
}

function isChange({ set, clear }: MachineChange): boolean {
  return Object.keys(set).length > 0 || clear !== undefined;
}

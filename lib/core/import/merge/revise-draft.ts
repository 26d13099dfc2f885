import { applyCell } from "#lib/core/import/cells/read-cell.ts";
import type { CellProblem, ColumnField, ImportAnswer } from "#lib/core/import/draft.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { duplicateProblems } from "./duplicates.ts";

/** One cell that the person typed anew in the preview. */
export interface CellEdit {
  readonly row: number;
  readonly field: ColumnField;
  readonly text: string;
}

export interface RevisedDraft {
  readonly machines: readonly Machine[];
  readonly problems: readonly CellProblem[];
}

const DUPLICATES: ReadonlySet<string> = new Set(["duplicate-hostname", "duplicate-ip"]);

/** The draft with cells read anew and rows left out, and the problems that remain among the rows that stay. */
export function reviseDraft(
  { draft, problems }: ImportAnswer,
  edits: readonly CellEdit[],
  leftOut: ReadonlySet<number>,
): RevisedDraft {
  const machines = [...draft.machines];
  const touched = new Set(edits.map(cellKey));
  const kept = problems.filter((problem) => !DUPLICATES.has(problem.code) && !touched.has(cellKey(problem)));
  const lines = linesOf(problems);
  for (const { row, field, text } of edits) {
    const machine = machines[row];
    if (machine === undefined) continue;
    const unit = draft.columns.find((column) => column.field === field)?.unit ?? null;
    const outcome = applyCell(machine, { field, text, unit });
    machines[row] = outcome.machine;
    if (outcome.fault !== null) kept.push({ row, line: lines.get(row) ?? null, field, text, ...outcome.fault });
  }
  const staying = machines.map((machine, row) => (leftOut.has(row) ? { ...machine, hostname: "", ips: [] } : machine));
  const doubles = duplicateProblems(
    staying,
    machines.map((_, row) => lines.get(row) ?? null),
  );
  return { machines, problems: [...kept, ...doubles].sort((a, b) => a.row - b.row) };
}

function linesOf(problems: readonly CellProblem[]): ReadonlyMap<number, number | null> {
  return new Map(problems.map(({ row, line }) => [row, line]));
}

function cellKey({ row, field }: { readonly row: number; readonly field: string }): string {
  return `${row}/${field}`;
}

const FIELD_OF_PATH: Readonly<Record<string, ColumnField>> = { hostname: "hostname", ips: "ip" };

/** What the plan itself has against the import: names and addresses of machines that the table does not hold. */
export function planProblems(
  plan: Plan,
  edit: Edit | null,
  { ids, machines }: { readonly ids: readonly (string | null)[]; readonly machines: readonly Machine[] },
): CellProblem[] {
  const outcome = edit === null ? null : applyEdit(plan, edit);
  if (outcome === null || outcome.ok) return [];
  const rows = new Map(ids.map((id, row) => [id, row]));
  return outcome.problems.flatMap(({ code, path, values }): CellProblem[] => {
    const [, id = "", part = ""] = path.split("/");
    const row = rows.get(id);
    const field = FIELD_OF_PATH[part];
    if (row === undefined || field === undefined) return [];
    const text = values.ip ?? values.hostname ?? machines[row]?.hostname ?? "";
    return [{ row, line: null, field, code, text, suggestion: null, isBlocking: true }];
  });
}

"use client";
import { useDeferredValue, useMemo, useState } from "react";
import type { ColumnField, ImportAnswer } from "#lib/core/import/draft.ts";
import { importEdit } from "#lib/core/import/merge/import-edit.ts";
import type { MachineMatch } from "#lib/core/import/merge/match-machines.ts";
import { type CellEdit, planProblems, reviseDraft } from "#lib/core/import/merge/revise-draft.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { newId } from "#lib/query/ids.ts";

/** Counts for the person: before the import as a preview, after it as what was done. */
export interface ImportSummary {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly leftOut: number;
}

const NO_EDITS: ReadonlyMap<string, CellEdit> = new Map();
const NONE: ReadonlySet<number> = new Set();

/** The draft as the person works on it: cells typed anew, rows left out, and what would become of the plan. */
export function useDraft(answer: ImportAnswer, plan: Plan) {
  const [edits, setEdits] = useState(NO_EDITS);
  const [leftOut, setLeftOut] = useState(NONE);
  const revised = useMemo(() => reviseDraft(answer, [...edits.values()], leftOut), [answer, edits, leftOut]);
  const settled = useDeferredValue(revised);
  const imported = useMemo(
    () => importEdit(plan, settled.machines, { leftOut, mintId: newId }),
    [plan, settled, leftOut],
  );
  const problems = useMemo(() => {
    const own = settled.problems;
    // The plan is asked only about rows that are right in themselves: its refusals would repeat ours.
    if (own.some(({ row, isBlocking }) => isBlocking && !leftOut.has(row))) return own;
    return [...own, ...planProblems(plan, imported.edit, { ids: imported.ids, machines: settled.machines })];
  }, [plan, settled, imported, leftOut]);
  const summary = useMemo((): ImportSummary => {
    const count = (kind: string) => imported.matches.filter((match) => match.kind === kind).length;
    return { created: count("create"), updated: count("update"), unchanged: count("unchanged"), leftOut: leftOut.size };
  }, [imported, leftOut]);
  const formerNames = useMemo(() => renamed(plan, imported.matches, settled.machines), [plan, imported, settled]);
  const editCells = (changed: readonly CellEdit[]) =>
    setEdits((before) => new Map([...before, ...changed.map((edit) => [`${edit.row}/${edit.field}`, edit] as const)]));
  const leaveOut = (rows: readonly number[], isOut: boolean) =>
    setLeftOut((before) => {
      const after = new Set(before);
      for (const row of rows)
        if (isOut) after.add(row);
        else after.delete(row);
      return after;
    });
  return { machines: settled.machines, problems, leftOut, summary, imported, formerNames, editCells, leaveOut };
}

/** Rows that a machine of the plan was found for by its address, with the name it had. */
function renamed(
  plan: Plan,
  matches: readonly MachineMatch[],
  machines: readonly Machine[],
): ReadonlyMap<number, string> {
  const names = new Map(plan.machines.map(({ id, hostname }) => [id, hostname]));
  return new Map(
    matches.flatMap(({ row, machineId }) => {
      const name = machineId === null ? undefined : names.get(machineId);
      return name === undefined || name === machines[row]?.hostname ? [] : [[row, name] as const];
    }),
  );
}

export type Draft = ReturnType<typeof useDraft>;

/** Columns of the preview: what the table brought, the five that every machine has first. */
export function previewFields({ draft }: ImportAnswer): readonly ColumnField[] {
  const mapped = new Set(draft.columns.map(({ field }) => field));
  const hasSizes = mapped.has("cpu") || mapped.has("memory");
  const always: ColumnField[] =
    hasSizes && !mapped.has("spec") ? ["hostname", "ip", "role"] : ["hostname", "ip", "role", "spec"];
  const rest = [...mapped].filter((field) => field !== "ignore" && field !== "password" && !always.includes(field));
  const common: ColumnField[] = mapped.size === 0 ? ["os", "zone", "rack", "remark"] : [];
  return [...always, ...rest, ...common];
}

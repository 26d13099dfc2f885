import type { Draft } from "#components/import/use-draft.ts";
import type { ColumnField } from "#lib/core/import/draft.ts";

/** Rows of the preview from the top; on request only those with a problem. */
export function shownRows(
  { machines, problems }: Pick<Draft, "machines" | "problems">,
  onlyProblems: boolean,
): readonly number[] {
  if (!onlyProblems) return machines.map((_, row) => row);
  return [...new Set(problems.map(({ row }) => row))].sort((a, b) => a - b);
}

/** Id of a cell in the page, by which the grid names the one with the cursor. */
export function cellId(row: number, field: ColumnField | undefined): string {
  return `import-cell-${row}-${field ?? ""}`;
}

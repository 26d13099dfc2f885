"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { useFieldName } from "#components/import/import-words.ts";
import type { Draft } from "#components/import/use-draft.ts";
import type { CellProblem, ColumnField } from "#lib/core/import/draft.ts";
import { CellBar } from "./cell-bar.tsx";
import { PreviewRow } from "./preview-row.tsx";
import { cellId } from "./shown-rows.ts";
import { useGridKeys } from "./use-grid-keys.ts";

interface PreviewTableProps {
  draft: Draft;
  fields: readonly ColumnField[];
  rows: readonly number[];
}

const ROW_PX = 32;
const OVERSCAN = 12;
/** The header stays on top of the rows. */
const HEADER_PX = 36;
const WIDE: ReadonlySet<ColumnField> = new Set(["hostname", "ip", "spec", "os", "remark"]);

/** All rows, of which only those in view are drawn; cells are corrected in place. */
export function PreviewTable({ draft, fields, rows }: PreviewTableProps) {
  const t = useTranslations("import");
  const fieldName = useFieldName();
  const frame = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollPaddingStart: HEADER_PX,
  });
  const keys = useGridKeys(
    { lines: rows.length, columns: fields.length },
    { onToggle: (line) => toggle(draft, rows[line]), onMoved: ({ line }) => lines.scrollToIndex(line) },
  );
  const problems = useProblemsByRow(draft.problems);
  const kinds = useMemo(() => new Map(draft.imported.matches.map(({ row, kind }) => [row, kind])), [draft.imported]);
  const template = `2rem 10rem ${fields.map((field) => widthOf(field)).join(" ")}`;
  const activeRow = rows[keys.place.line];
  const endEdit = (step: "stay" | "down" | "right") => {
    keys.endEdit(step);
    grid.current?.focus();
  };
  return (
    <>
      <div
        ref={frame}
        className="min-h-40 flex-1 overflow-auto rounded-md border has-[[role=grid]:focus]:border-accent"
      >
        <div
          ref={grid}
          role="grid"
          aria-label={t("rows")}
          aria-rowcount={rows.length + 1}
          aria-colcount={fields.length + 2}
          aria-activedescendant={activeRow === undefined ? undefined : cellId(activeRow, fields[keys.place.column])}
          tabIndex={0}
          onKeyDown={keys.onKeyDown}
          className="min-w-max text-sm outline-none"
        >
          <div
            role="row"
            aria-rowindex={1}
            className="sticky top-0 z-10 grid border-b bg-raised text-text-2"
            style={{ gridTemplateColumns: template }}
          >
            <span role="columnheader" className="px-1 py-1.5">
              <span className="sr-only">{t("comesIn")}</span>
            </span>
            <span role="columnheader" className="px-2 py-1.5 font-medium">
              {t("change")}
            </span>
            {fields.map((field) => (
              <span key={field} role="columnheader" className="px-2 py-1.5 font-medium">
                {fieldName(field)}
              </span>
            ))}
          </div>
          <div role="rowgroup" className="relative" style={{ height: lines.getTotalSize() }}>
            {lines.getVirtualItems().map(({ index, start }) => (
              <PreviewRow
                key={rows[index]}
                row={rows[index] ?? 0}
                line={index}
                top={start}
                template={template}
                draft={draft}
                fields={fields}
                kind={kinds.get(rows[index] ?? 0) ?? null}
                problems={problems.get(rows[index] ?? 0) ?? NO_PROBLEMS}
                activeColumn={index === keys.place.line ? keys.place.column : null}
                isEditing={keys.isEditing}
                onGo={(column) => keys.go({ line: index, column })}
                onEdit={(column) => keys.startEdit({ line: index, column })}
                onEditEnd={endEdit}
              />
            ))}
          </div>
        </div>
      </div>
      {activeRow === undefined ? null : (
        <CellBar
          draft={draft}
          row={activeRow}
          field={fields[keys.place.column]}
          problems={problems.get(activeRow) ?? NO_PROBLEMS}
        />
      )}
    </>
  );
}

function widthOf(field: ColumnField): string {
  if (field === "role") return "minmax(14rem,1.2fr)";
  return WIDE.has(field) ? "minmax(9rem,1fr)" : "minmax(6rem,0.5fr)";
}

const NO_PROBLEMS: readonly CellProblem[] = [];

function toggle(draft: Draft, row: number | undefined): void {
  if (row !== undefined) draft.leaveOut([row], !draft.leftOut.has(row));
}

function useProblemsByRow(problems: readonly CellProblem[]): ReadonlyMap<number, readonly CellProblem[]> {
  return useMemo(() => {
    const byRow = new Map<number, CellProblem[]>();
    for (const problem of problems) byRow.set(problem.row, [...(byRow.get(problem.row) ?? []), problem]);
    return byRow;
  }, [problems]);
}

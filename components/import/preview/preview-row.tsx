"use client";
import { useTranslations } from "next-intl";
import type { Draft } from "#components/import/use-draft.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { CellProblem, ColumnField } from "#lib/core/import/draft.ts";
import type { MachineMatch } from "#lib/core/import/merge/match-machines.ts";
import { PreviewCell } from "./preview-cell.tsx";

export interface PreviewRowProps {
  row: number;
  line: number;
  top: number;
  template: string;
  draft: Draft;
  fields: readonly ColumnField[];
  kind: MachineMatch["kind"] | null;
  problems: readonly CellProblem[];
  /** Column of the cell with the cursor; null in every other row. */
  activeColumn: number | null;
  isEditing: boolean;
  onGo: (column: number) => void;
  onEdit: (column: number) => void;
  onEditEnd: (step: "stay" | "down" | "right") => void;
}

/** One machine: whether it comes in, what that does to the plan, its cells. */
export function PreviewRow({ row, line, top, template, draft, fields, kind, problems, ...rest }: PreviewRowProps) {
  const t = useTranslations("import");
  const { activeColumn, isEditing, onGo, onEdit, onEditEnd } = rest;
  const machine = draft.machines[row];
  if (machine === undefined) return null;
  const isOut = draft.leftOut.has(row);
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      className={`absolute inset-x-0 grid h-8 items-stretch border-b ${isOut ? "text-text-3 line-through" : ""}`}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className="flex items-center justify-center">
        <Checkbox
          isLabelHidden
          label={t("takeIn", { name: machine.hostname === "" ? String(row + 1) : machine.hostname })}
          checked={!isOut}
          onChange={(isIn) => draft.leaveOut([row], !isIn)}
        />
      </span>
      <span role="gridcell" className="truncate px-2 py-1.5 text-text-2">
        {kindText(t, { isOut, kind, formerName: draft.formerNames.get(row) })}
      </span>
      {fields.map((field, column) => (
        <PreviewCell
          key={field}
          row={row}
          field={field}
          machine={machine}
          problem={problems.find((problem) => problem.field === field) ?? null}
          isActive={column === activeColumn}
          isEditing={column === activeColumn && isEditing}
          onGo={() => onGo(column)}
          onEdit={() => onEdit(column)}
          onCommit={(text, step) => {
            draft.editCells([{ row, field, text }]);
            onEditEnd(step);
          }}
          onCancel={() => onEditEnd("stay")}
        />
      ))}
    </div>
  );
}

interface RowKind {
  readonly isOut: boolean;
  readonly kind: MachineMatch["kind"] | null;
  readonly formerName: string | undefined;
}

/** A machine found by its address gets another name: that is said, because it may be a stranger. */
function kindText(t: ReturnType<typeof useTranslations<"import">>, { isOut, kind, formerName }: RowKind): string {
  if (isOut) return t("kind.leftOut");
  if (formerName !== undefined) return t("kind.renamed", { name: formerName });
  return t(`kind.${kind ?? "create"}`);
}

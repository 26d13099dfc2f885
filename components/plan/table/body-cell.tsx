"use client";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { useStore } from "zustand";
import { Button } from "#components/ui/button.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";
import { type TableColumn, tableCells } from "#lib/core/table/columns.ts";
import { CellEditor, type Commit } from "./cell-editor.tsx";
import { cellKey, type GridStore, isInRange, rangeOf } from "./grid-store.ts";

export interface CellProps {
  readonly store: GridStore;
  readonly machine: Machine;
  readonly column: TableColumn;
  readonly row: number;
  readonly index: number;
  readonly width: number;
  readonly onCommit: (commit: Commit) => void;
}

const MONO: readonly TableColumn[] = [
  "hostname",
  "ips",
  "ipToAssignIn",
  "spec",
  "disks",
  "mac",
  "productUuid",
  "gateway",
  "labels",
  "taints",
];
const NUMBERS: readonly TableColumn[] = ["cpuCores", "memoryGiB", "prefixLength", "nicGbps", "sshPort", "cgroup"];

/** One cell; it alone knows whether it is active, in the range, edited or refused. */
export const BodyCell = memo(function BodyCell({ store, machine, column, row, index, width, onCommit }: CellProps) {
  const t = useTranslations("table");
  const isActive = useStore(store, ({ active }) => active.row === row && active.column === index);
  const isPicked = useStore(store, (state) => isInRange(rangeOf(state), row, index));
  const editing = useStore(store, (state) => (state.editing !== null && isActive ? state.editing : null));
  const refusal = useStore(store, (state) => state.refusals.get(cellKey(machine.id, column)) ?? null);
  const marks = `${isPicked ? "bg-accent/12" : ""} ${isActive ? "outline-2 -outline-offset-2 outline-accent" : ""}`;
  const look = `${MONO.includes(column) ? "font-mono" : ""} ${NUMBERS.includes(column) ? "text-right tabular-nums" : ""}`;
  const sticky = column === "hostname" ? "sticky left-12 z-10 bg-surface" : "relative";
  return (
    <div
      role="gridcell"
      id={`cell-${row}-${index}`}
      aria-colindex={index + 2}
      aria-selected={isPicked}
      aria-invalid={refusal !== null || undefined}
      data-row={row}
      data-column={index}
      className={`${sticky} h-8 shrink-0 border-r border-b border-line text-sm leading-8 ${look}`}
      style={{ width }}
    >
      <div className={`h-full px-1.5 ${marks}`}>
        <CellText machine={machine} column={column} refused={refusal?.text ?? null} />
      </div>
      {editing !== null && (
        <CellEditor
          column={column}
          label={t(`columns.${column}`)}
          text={refusal?.text ?? editing}
          isBad={refusal !== null}
          onCommit={onCommit}
          onCancel={() => store.getState().stopEditing()}
        />
      )}
      {refusal !== null && isActive && (
        <div
          role="alert"
          className="absolute top-8 left-0 z-20 flex w-max max-w-96 items-center gap-2 rounded border border-critical bg-surface px-2 py-1 font-sans text-sm leading-5 whitespace-normal text-critical"
        >
          {refusal.message}
          {refusal.suggestion !== null && (
            <Button
              size="small"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onCommit({ text: refusal.suggestion ?? "", next: "stay" })}
            >
              {t("useSuggestion", { suggestion: refusal.suggestion })}
            </Button>
          )}
        </div>
      )}
    </div>
  );
});

function CellText({
  machine,
  column,
  refused,
}: {
  readonly machine: Machine;
  readonly column: TableColumn;
  readonly refused: string | null;
}) {
  const t = useTranslations("table");
  if (refused !== null)
    return (
      <span className="block truncate text-critical underline decoration-critical decoration-wavy">{refused}</span>
    );
  const text = tableCells[column].write(machine);
  if (column === "ips" && text === "") {
    const range = machine.ipToAssignIn;
    return (
      <span className="block truncate font-sans text-text-3">
        {range === undefined ? t("toAssign") : t("toAssignIn", { range })}
      </span>
    );
  }
  if (column === "roles" && machine.areRolesInferred === true) {
    return (
      <span className="block truncate underline decoration-dotted underline-offset-4" title={t("inferred")}>
        {text}
        <span className="sr-only">{t("inferred")}</span>
      </span>
    );
  }
  return (
    <span dir="auto" className="block truncate" title={text.length > 24 ? text : undefined}>
      {text}
    </span>
  );
}

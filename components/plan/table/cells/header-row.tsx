"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { pickAllRows } from "#components/plan/table/commands/move.ts";
import type { GridKit } from "#components/plan/table/grid-kit.ts";
import type { MachineRows } from "#components/plan/table/use-machine-rows.ts";
import { type TableColumn, tableColumns } from "#lib/core/table/columns.ts";

type Header = ReturnType<MachineRows["getFlatHeaders"]>[number];
const ARIA_SORT = { asc: "ascending", desc: "descending", none: "none" } as const;

interface Props {
  readonly kit: GridKit;
  readonly table: MachineRows;
}

/** Column names: a click sorts (up, down, plan order), the edge resizes, a double click on it goes back to the first width. */
export function HeaderRow({ kit, table }: Props) {
  const t = useTranslations("table");
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-20 flex w-max min-w-full bg-raised">
      <div
        role="columnheader"
        aria-colindex={1}
        className="sticky left-0 z-10 h-8 w-12 shrink-0 border-r border-b border-line-strong bg-raised"
      >
        <button
          type="button"
          tabIndex={-1}
          className="size-full pr-2 text-right text-sm text-text-2 hover:text-text"
          onClick={() => pickAllRows(kit)}
          aria-label={t("selectAll")}
          title={t("selectAll")}
        >
          #
        </button>
      </div>
      {table.getFlatHeaders().map((header, index) => (
        <HeaderCell key={header.id} header={header} index={index} />
      ))}
    </div>
  );
}

function HeaderCell({ header, index }: { readonly header: Header; readonly index: number }) {
  const t = useTranslations("table");
  const sort = header.column.getIsSorted();
  const id = columnOf(header.id);
  if (id === null) return null;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={ARIA_SORT[sort === false ? "none" : sort]}
      className={`${id === "hostname" ? "sticky left-12 z-10" : "relative"} h-8 shrink-0 border-r border-b border-r-line border-b-line-strong bg-raised`}
      style={{ width: header.getSize() }}
    >
      <button
        type="button"
        tabIndex={-1}
        title={t(`columns.${id}`)}
        className="flex size-full items-center gap-1 px-1.5 text-left text-sm font-medium text-text-2 hover:text-text"
        onClick={header.column.getToggleSortingHandler()}
      >
        <span className="truncate">{t(`columns.${id}`)}</span>
        {sort === "asc" && <ArrowUp size={12} aria-hidden className="shrink-0 text-accent" />}
        {sort === "desc" && <ArrowDown size={12} aria-hidden className="shrink-0 text-accent" />}
      </button>
      <div
        aria-hidden
        className="absolute inset-y-0 right-0 w-1.5 cursor-col-resize touch-none hover:bg-accent"
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => header.column.resetSize()}
      />
    </div>
  );
}

export function columnOf(id: string): TableColumn | null {
  return tableColumns.find((column) => column === id) ?? null;
}

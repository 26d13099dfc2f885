"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { Machine } from "#lib/core/plan/machine.ts";
import { BodyRow, type ColumnWidth } from "./body-row.tsx";
import type { GridKit } from "./grid-actions.ts";
import { columnOf, HeaderRow } from "./header-row.tsx";
import { useGridEvents } from "./use-grid-events.ts";
import type { MachineRows } from "./use-machine-rows.ts";

const ROW_HEIGHT = 32;
// Rows beyond both edges, so that a fast wheel meets rows and not blank space.
const OVERSCAN_ROWS = 20;

interface Props {
  readonly kit: GridKit;
  readonly table: MachineRows;
  readonly machines: readonly Machine[];
  readonly onPasteTable?: ((text: string) => void) | undefined;
}

/** The machines as a WAI-ARIA grid with one tab stop; rows outside the window are not in the page. */
export function Grid({ kit, table, machines, onPasteTable }: Props) {
  const t = useTranslations("table");
  const scroller = useRef<HTMLDivElement>(null);
  const sizing = table.state.columnSizing;
  const visible = table.getVisibleLeafColumns();
  const columns = useMemo(() => widthsOf(visible, sizing), [visible, sizing]);
  const virtualizer = useVirtualizer({
    count: machines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN_ROWS,
    scrollMargin: ROW_HEIGHT,
  });
  const events = useGridEvents(kit, { onPasteTable, scroller });
  const active = useStore(kit.store, (state) => state.active);
  useEffect(() => revealCell(scroller.current, active.row, active.column, columns), [active, columns]);
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t("label")}
      aria-rowcount={machines.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={machines.length === 0 ? undefined : `cell-${active.row}-${active.column}`}
      className="relative min-h-0 flex-1 overflow-auto bg-surface focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent"
      {...events.handlers}
    >
      <HeaderRow table={table} onSelectAll={events.selectAll} />
      <div role="rowgroup" className="relative w-max min-w-full" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const machine = machines[index];
          return machine === undefined ? null : (
            <BodyRow
              key={machine.id}
              store={kit.store}
              machine={machine}
              row={index}
              columns={columns}
              top={start - ROW_HEIGHT}
              onCommit={events.commit}
            />
          );
        })}
      </div>
    </div>
  );
}

type Columns = ReturnType<MachineRows["getVisibleLeafColumns"]>;

function widthsOf(columns: Columns, sizing: Readonly<Record<string, number>>): ColumnWidth[] {
  return columns.flatMap((column) => {
    const id = columnOf(column.id);
    return id === null ? [] : [{ id, width: sizing[id] ?? column.getSize() }];
  });
}

const ROW_HEADER_WIDTH = 48;

/** Scrolls the least that brings the active cell into view from behind the sticky header and host names. */
function revealCell(
  scroller: HTMLDivElement | null,
  row: number,
  column: number,
  columns: readonly ColumnWidth[],
): void {
  if (scroller === null) return;
  const top = row * ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + 2 * ROW_HEIGHT > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = top + 2 * ROW_HEIGHT - scroller.clientHeight;
  if (column === 0) return;
  const sticky = ROW_HEADER_WIDTH + (columns[0]?.width ?? 0);
  const left = columns.slice(0, column).reduce((sum, { width }) => sum + width, ROW_HEADER_WIDTH);
  const right = left + (columns[column]?.width ?? 0);
  if (left - sticky < scroller.scrollLeft) scroller.scrollLeft = left - sticky;
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth;
}

"use client";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { Machine } from "#lib/core/plan/machine.ts";
import { BodyRow, type ColumnWidth } from "./cells/body-row.tsx";
import { type Commit, CommitContext } from "./cells/commit-context.ts";
import { columnOf, HeaderRow } from "./cells/header-row.tsx";
import { RefusalNote } from "./cells/refusal-note.tsx";
import { commit } from "./commands/commit.ts";
import { useGridEvents } from "./commands/use-grid-events.ts";
import type { GridKit } from "./grid-kit.ts";
import { markAside, ROW_HEIGHT, useActiveInView, useSelectionInView } from "./scroll.ts";
import type { MachineRows } from "./use-machine-rows.ts";

// Rows beyond both edges: a fling of 6,000 px/s is 8 frames away from blank space.
const OVERSCAN_ROWS = 24;
/** Where a scroll outruns even that, the lines of the rows are there already. */
const ROW_LINES = `repeating-linear-gradient(transparent 0 ${ROW_HEIGHT - 1}px, var(--q-line) ${ROW_HEIGHT - 1}px ${ROW_HEIGHT}px)`;

interface Props {
  readonly kit: GridKit;
  readonly table: MachineRows;
  readonly machines: readonly Machine[];
  readonly onPasteTable?: ((text: string) => void) | undefined;
}

/** The machines as a WAI-ARIA grid with one tab stop: the field of the active cell. Rows out of sight are not in the page. */
export function Grid({ kit, table, machines, onPasteTable }: Props) {
  const t = useTranslations("table");
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumnWidths(table);
  const handlers = useGridEvents(kit, onPasteTable);
  const take = useCallback((typed: Commit) => commit(kit, typed), [kit]);
  const active = useStore(kit.store, (state) => state.active);
  const rows = useRows(scroller, machines.length, active.row).getVirtualItems();
  useActiveInView(kit, scroller, columns);
  useSelectionInView(kit, scroller);
  return (
    <CommitContext value={take}>
      <div
        ref={scroller}
        role="grid"
        // The active cell is the tab stop; an empty table takes the focus itself, for Ctrl+V and Ctrl+Enter.
        tabIndex={machines.length === 0 ? 0 : -1}
        aria-label={t("label")}
        aria-rowcount={machines.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-readonly={!kit.canEdit}
        className="group/grid relative min-h-0 flex-1 overflow-auto bg-surface outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent"
        onScroll={markAside}
        {...handlers}
      >
        <HeaderRow kit={kit} table={table} />
        <div
          role="rowgroup"
          className="relative w-max min-w-full"
          style={{ height: machines.length * ROW_HEIGHT, backgroundImage: ROW_LINES }}
        >
          {rows.map(({ index, start }) => {
            const machine = machines[index];
            return machine === undefined ? null : (
              <BodyRow
                key={machine.id}
                store={kit.store}
                machine={machine}
                row={index}
                columns={columns}
                top={start - ROW_HEIGHT}
                canEdit={kit.canEdit}
              />
            );
          })}
        </div>
        <RefusalNote kit={kit} machine={machines[active.row]} column={columns[active.column]?.id} at={active} />
      </div>
    </CommitContext>
  );
}

function useColumnWidths(table: MachineRows): readonly ColumnWidth[] {
  const sizing = table.state.columnSizing;
  const shown = table.getVisibleLeafColumns();
  return useMemo(
    () =>
      shown.flatMap((column) => {
        const id = columnOf(column.id);
        return id === null ? [] : [{ id, width: sizing[id] ?? column.getSize() }];
      }),
    [shown, sizing],
  );
}

/** The rows in view, and always the active one: its field holds the focus and what is being typed. */
function useRows(scroller: React.RefObject<HTMLDivElement | null>, count: number, activeRow: number) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range);
      const isOutside = activeRow < range.count && !rows.includes(activeRow);
      return isOutside ? [...rows, activeRow].sort((a, b) => a - b) : rows;
    },
    [activeRow],
  );
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN_ROWS,
    // The header stands above the first row.
    scrollMargin: ROW_HEIGHT,
    rangeExtractor,
  });
}

"use client";
import { createStore } from "zustand/vanilla";
import type { TableColumn } from "#lib/core/table/columns.ts";

export interface CellAt {
  readonly row: number;
  readonly column: number;
}

/** A text that a cell refused: it stays in the cell with the reason until it is corrected or left. */
export interface Refusal {
  readonly text: string;
  readonly message: string;
  readonly suggestion: string | null;
}

export interface GridState {
  readonly active: CellAt;
  /** The other corner of the range; equal to `active` for one cell. */
  readonly anchor: CellAt;
  /** Text the editor of the active cell opened with, null while nothing is edited. */
  readonly editing: string | null;
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly moveTo: (active: CellAt, isExtending: boolean) => void;
  readonly startEditing: (text: string) => void;
  readonly stopEditing: () => void;
  readonly refuse: (machineId: string, column: TableColumn, refusal: Refusal | null) => void;
}

const ORIGIN: CellAt = { row: 0, column: 0 };

export function createGridStore() {
  return createStore<GridState>()((set) => ({
    active: ORIGIN,
    anchor: ORIGIN,
    editing: null,
    refusals: new Map(),
    moveTo: (active, isExtending) =>
      set((state) => ({ active, anchor: isExtending ? state.anchor : active, editing: null })),
    startEditing: (text) => set({ editing: text }),
    stopEditing: () => set({ editing: null }),
    refuse: (machineId, column, refusal) =>
      set((state) => {
        const key = cellKey(machineId, column);
        if (refusal === null && !state.refusals.has(key)) return state;
        const refusals = new Map(state.refusals);
        if (refusal === null) refusals.delete(key);
        else refusals.set(key, refusal);
        return { refusals };
      }),
  }));
}

export type GridStore = ReturnType<typeof createGridStore>;

export function cellKey(machineId: string, column: TableColumn): string {
  return `${machineId}/${column}`;
}

export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function rangeOf({ active, anchor }: Pick<GridState, "active" | "anchor">): Range {
  return {
    top: Math.min(active.row, anchor.row),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  };
}

export function isInRange(range: Range, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

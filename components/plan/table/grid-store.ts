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

type RowRefusals = Readonly<Partial<Record<TableColumn, Refusal>>>;

export interface GridState {
  readonly active: CellAt;
  /** The other corner of the range; equal to `active` for one cell. */
  readonly anchor: CellAt;
  /** What the active cell held when editing began, null while nothing is edited. */
  readonly editing: string | null;
  /** The focus is in the grid: a new active cell takes it over. */
  readonly isFocused: boolean;
  /** By machine id. */
  readonly refusals: ReadonlyMap<string, RowRefusals>;
  readonly moveTo: (active: CellAt, isExtending: boolean) => void;
  readonly startEditing: (text: string) => void;
  readonly stopEditing: () => void;
  readonly setFocused: (isFocused: boolean) => void;
  readonly refuse: (machineId: string, column: TableColumn, refusal: Refusal | null) => void;
}

const ORIGIN: CellAt = { row: 0, column: 0 };

export function createGridStore() {
  return createStore<GridState>()((set) => ({
    active: ORIGIN,
    anchor: ORIGIN,
    editing: null,
    isFocused: false,
    refusals: new Map(),
    moveTo: (active, isExtending) =>
      set((state) => ({ active, anchor: isExtending ? state.anchor : active, editing: null })),
    startEditing: (text) => set({ editing: text }),
    stopEditing: () => set({ editing: null }),
    setFocused: (isFocused) => set({ isFocused }),
    refuse: (machineId, column, refusal) =>
      set(({ refusals }) => withRefusal(refusals, { machineId, column }, refusal)),
  }));
}

export type GridStore = ReturnType<typeof createGridStore>;

function withRefusal(
  before: GridState["refusals"],
  at: { readonly machineId: string; readonly column: TableColumn },
  refusal: Refusal | null,
): Partial<GridState> {
  const { machineId, column } = at;
  const { [column]: old, ...others } = before.get(machineId) ?? {};
  if (old === undefined && refusal === null) return {};
  const refusals = new Map(before);
  const row = refusal === null ? others : { ...others, [column]: refusal };
  if (Object.keys(row).length === 0) refusals.delete(machineId);
  else refusals.set(machineId, row);
  return { refusals };
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

/** Columns of the range as `left-right`, empty outside its rows: a text, so that an unchanged row does not render. */
export function spanOf(state: Pick<GridState, "active" | "anchor">, row: number): string {
  const { top, bottom, left, right } = rangeOf(state);
  return row < top || row > bottom ? "" : `${left}-${right}`;
}

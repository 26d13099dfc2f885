"use client";
import { create } from "zustand";

type SelectMode = "replace" | "toggle" | "add";

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The machine from which a range grows; the last one picked by itself. */
  readonly anchor: string | null;
  readonly select: (ids: readonly string[], mode: SelectMode) => void;
  readonly clear: () => void;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The machines picked in the design, shared by canvas, table and inspector. */
export const useSelection = create<Selection>()((set) => ({
  ids: NOTHING,
  anchor: null,
  select: (ids, mode) =>
    set((state) => ({
      ids: selected(state.ids, ids, mode),
      anchor: ids.length === 1 ? (ids[0] ?? null) : state.anchor,
    })),
  clear: () => set((state) => (state.ids.size === 0 ? state : { ids: NOTHING, anchor: null })),
}));

function selected(before: ReadonlySet<string>, ids: readonly string[], mode: SelectMode): ReadonlySet<string> {
  switch (mode) {
    case "replace":
      return new Set(ids);
    case "add":
      return new Set([...before, ...ids]);
    case "toggle":
      return new Set([...[...before].filter((id) => !ids.includes(id)), ...ids.filter((id) => !before.has(id))]);
  }
}

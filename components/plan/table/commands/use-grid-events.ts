"use client";
import { type FocusEvent, useMemo } from "react";
import type { GridKit } from "#components/plan/table/grid-kit.ts";
import { clipboardHandlers } from "./clipboard.ts";
import { keyHandlers } from "./keyboard.ts";
import { focusGrid, pointerHandlers } from "./pointer.ts";

/** All handlers of the grid; the kit reads the newest rows each time, so they never change. */
export function useGridEvents(kit: GridKit, onPasteTable: ((text: string) => void) | undefined) {
  return useMemo(
    () => ({
      ...pointerHandlers(kit),
      ...clipboardHandlers(kit, onPasteTable),
      ...keyHandlers(kit),
      ...focusHandlers(kit),
    }),
    [kit, onPasteTable],
  );
}

function focusHandlers({ store }: GridKit) {
  return {
    onFocus: (event: FocusEvent) => {
      store.getState().setFocused(true);
      if (event.target === event.currentTarget) focusGrid(event.currentTarget);
    },
    onBlur: (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) store.getState().setFocused(false);
    },
  };
}

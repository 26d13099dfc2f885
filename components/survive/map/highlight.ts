"use client";
import { useMemo } from "react";
import { create } from "zustand";

interface Highlight {
  readonly elementIds: readonly string[];
  readonly show: (elementIds: readonly string[]) => void;
}

const NONE: readonly string[] = [];

/** The elements that a list points at, for the drawing beside it. */
export const useHighlight = create<Highlight>()((set) => ({
  elementIds: NONE,
  show: (elementIds) => set({ elementIds }),
}));

/** Handlers for whatever stands for these elements: the drawing shows them while the pointer or the focus is there. */
export function usePointsAt(elementIds: readonly string[]) {
  const show = useHighlight((state) => state.show);
  return useMemo(() => {
    const on = () => show(elementIds);
    const off = () => show(NONE);
    return { onPointerEnter: on, onFocus: on, onPointerLeave: off, onBlur: off };
  }, [show, elementIds]);
}

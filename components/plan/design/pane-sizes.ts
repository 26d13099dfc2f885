"use client";
import { useLayoutEffect, useState } from "react";
import * as z from "zod";

const STORED = "quorate-panes";
const Panes = z.object({ table: z.int().positive(), inspector: z.int().positive() });
export type PaneSizes = z.infer<typeof Panes>;

/** Height of the table and width of the inspector in px. */
const DEFAULTS: PaneSizes = { table: 300, inspector: 288 };
/** The canvas comes first: the table gets this part of the window until someone moves the bar. */
const TABLE_PART = 0.32;
export const PANE_LIMITS = { table: { min: 96, max: 900 }, inspector: { min: 260, max: 720 } } as const;

function stored(): PaneSizes {
  try {
    return Panes.parse(JSON.parse(localStorage.getItem(STORED) ?? ""));
  } catch {
    return { ...DEFAULTS, table: Math.round(window.innerHeight * TABLE_PART) };
  }
}

/** Sizes of the panes of the design, kept in this browser. */
export function usePaneSizes() {
  const [sizes, setSizes] = useState(DEFAULTS);
  // Before the first frame: canvas and table are laid out once, at the sizes that they keep.
  useLayoutEffect(() => setSizes(stored()), []);
  const resize = (change: Partial<PaneSizes>) => {
    const next = { ...sizes, ...change };
    setSizes(next);
    localStorage.setItem(STORED, JSON.stringify(next));
  };
  return { sizes, resize };
}

"use client";
import { create } from "zustand";
import type { View } from "#lib/core/scene/scene.ts";

interface ViewState {
  /** Columns of the canvas; null = what suits the plan. */
  readonly domain: View["domain"] | null;
  readonly collapsedPools: readonly string[];
  readonly isTableOpen: boolean;
  readonly isInspectorOpen: boolean;
  readonly setDomain: (domain: View["domain"] | null) => void;
  readonly setPoolCollapsed: (poolKey: string, isCollapsed: boolean) => void;
  readonly setTableOpen: (isOpen: boolean) => void;
  readonly setInspectorOpen: (isOpen: boolean) => void;
  /** Back to the defaults, when another cluster is opened. */
  readonly reset: () => void;
}

const DEFAULTS = { domain: null, collapsedPools: [], isTableOpen: true, isInspectorOpen: true };

/** How this browser looks at the open plan; never part of the plan. */
export const useViewState = create<ViewState>()((set) => ({
  ...DEFAULTS,
  setDomain: (domain) => set({ domain }),
  setPoolCollapsed: (poolKey, isCollapsed) =>
    set(({ collapsedPools }) => {
      const others = collapsedPools.filter((key) => key !== poolKey);
      return { collapsedPools: isCollapsed ? [...others, poolKey] : others };
    }),
  setTableOpen: (isTableOpen) => set({ isTableOpen }),
  setInspectorOpen: (isInspectorOpen) => set({ isInspectorOpen }),
  reset: () => set(DEFAULTS),
}));

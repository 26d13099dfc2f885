import { type KeyboardEvent, useCallback, useMemo } from "react";
import { type CanvasKit, useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { cellOfStop } from "#components/canvas/gestures/targets.ts";
import type { Commands } from "#components/canvas/gestures/use-commands.ts";
import type { Direction } from "#lib/core/scene/order.ts";
import { useSelection } from "#lib/query/selection.ts";
import { activate, collapse, leave, toggleFocused } from "./activate.ts";
import { chordOf } from "./chord.ts";
import { moveKey } from "./move-mode.ts";
import { focusedStop, goToLaneEnd, selectLaneThenAll, step } from "./navigate.ts";

type KeyTable = ReadonlyMap<string, (kit: CanvasKit) => void>;
type KeyEntry = readonly [chord: string, run: (kit: CanvasKit) => void];

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const PAN: Record<Direction, readonly [number, number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

function isOnStop(): boolean {
  return document.activeElement?.hasAttribute("data-stop") === true;
}

function arrow(kit: CanvasKit, direction: Direction): void {
  if (!isOnStop() && useSelection.getState().ids.size === 0) kit.camera.pan(...PAN[direction]);
  else if (!collapse(kit, direction)) step(kit, direction, "replace");
}

function arrowKeys(): readonly KeyEntry[] {
  return Object.entries(ARROWS).flatMap(([key, direction]): KeyEntry[] => [
    [key, (kit) => arrow(kit, direction)],
    [`Shift+${key}`, (kit) => step(kit, direction, "add")],
    [`Mod+${key}`, (kit) => step(kit, direction, "keep")],
  ]);
}

function keyTable(commands: Commands, onInspect: () => void): KeyTable {
  const { patch } = useCanvas.getState();
  const find = () => patch({ isFinding: true });
  return new Map<string, (kit: CanvasKit) => void>([
    ...arrowKeys(),
    ["Home", (kit) => goToLaneEnd(kit, "first", "replace")],
    ["End", (kit) => goToLaneEnd(kit, "last", "replace")],
    ["Shift+Home", (kit) => goToLaneEnd(kit, "first", "add")],
    ["Shift+End", (kit) => goToLaneEnd(kit, "last", "add")],
    [" ", (kit) => (isOnStop() ? toggleFocused(kit) : undefined)],
    ["Enter", (kit) => activate(kit, onInspect)],
    ["F2", (kit) => activate(kit, onInspect)],
    ["Escape", leave],
    ["a", (kit) => (kit.canEdit ? patch({ addingIn: cellOfStop(kit, focusedStop(kit)) }) : undefined)],
    ["m", commands.startMove],
    ["i", onInspect],
    ["Delete", commands.remove],
    ["Backspace", commands.remove],
    ["Mod+d", commands.duplicate],
    ["Mod+a", selectLaneThenAll],
    ["Mod+z", (kit) => kit.undo()],
    ["Mod+Shift+z", (kit) => kit.redo()],
    ["Mod+y", (kit) => kit.redo()],
    ["Mod+f", find],
    ["/", find],
    ["Shift+1", commands.fitAll],
    ["Shift+2", commands.fitSelection],
    ["+", (kit) => kit.camera.zoomIn()],
    ["=", (kit) => kit.camera.zoomIn()],
    ["-", (kit) => kit.camera.zoomOut()],
    ["0", (kit) => kit.camera.actualSize()],
  ]);
}

/** Keys of the canvas; they act only while it has the focus (WCAG 2.1.4). */
export function useKeyboard(commands: Commands, onInspect: () => void) {
  const kitRef = useKit();
  const table = useMemo(() => keyTable(commands, onInspect), [commands, onInspect]);
  return useCallback(
    (event: KeyboardEvent) => {
      const kit = kitRef.current;
      const { target } = event;
      if (kit === null || !(target instanceof Element)) return;
      if (target.closest("input, textarea, [data-no-gesture]") !== null) return;
      const chord = chordOf(event);
      const isMoving = useCanvas.getState().movement !== null;
      const run = isMoving ? moveKey(chord, ARROWS[chord]) : table.get(chord);
      if (run === undefined) return;
      // Space with a drag pans, which is React Flow's own listener on the window.
      if (chord !== " ") event.stopPropagation();
      event.preventDefault();
      run(kit);
    },
    [kitRef, table],
  );
}

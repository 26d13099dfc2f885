"use client";
import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, type RefObject, useMemo } from "react";
import { tableCells } from "#lib/core/table/columns.ts";
import { looksLikeTable } from "#lib/core/table/headers.ts";
import { useSelection } from "#lib/query/selection.ts";
import type { Commit } from "./cell-editor.tsx";
import { clearRange, commitCell, copyRange, type GridKit, pasteText } from "./grid-actions.ts";
import { readKey } from "./grid-keys.ts";
import { cellKey } from "./grid-store.ts";
import { runCommand, stepTo } from "./run-command.ts";

interface Options {
  readonly onPasteTable?: ((text: string) => void) | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Keyboard, pointer and clipboard of the grid; the kit reads the newest rows each time, so the handlers never change. */
export function useGridEvents(kit: GridKit, { onPasteTable, scroller }: Options) {
  return useMemo(() => {
    const { store } = kit;
    const focusGrid = () => scroller.current?.focus({ preventScroll: true });
    const commit = ({ text, next }: Commit) => {
      const { active } = store.getState();
      const machine = kit.machines()[active.row];
      const column = kit.columns()[active.column];
      store.getState().stopEditing();
      if (machine !== undefined && column !== undefined && kit.canEdit) {
        const isTaken = commitCell(kit, { machine, column }, text);
        if (isTaken) step(kit, next);
      }
      if (next !== "stay") focusGrid();
    };
    return {
      commit,
      selectAll: () => pickAll(kit),
      handlers: {
        ...pointerHandlers(kit),
        ...clipboardHandlers(kit, onPasteTable),
        onKeyDown: (event: KeyboardEvent) => onKeyDown(kit, event, commit),
      },
    };
  }, [kit, onPasteTable, scroller]);
}

function step(kit: GridKit, next: Commit["next"]): void {
  if (next === "down") stepTo(kit, 1, 0, false);
  if (next === "right") stepTo(kit, 0, 1, false);
  if (next === "left") stepTo(kit, 0, -1, false);
}

function pickAll(kit: GridKit): void {
  useSelection.getState().select(
    kit.machines().map(({ id }) => id),
    "replace",
  );
}

function onKeyDown(kit: GridKit, event: KeyboardEvent, commit: (commit: Commit) => void): void {
  if (event.target !== event.currentTarget) return;
  const command = readKey(event);
  if (command === null || kit.machines().length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  if (command.kind === "takeSuggestion") {
    const suggestion = activeRefusal(kit)?.suggestion;
    if (suggestion !== undefined && suggestion !== null) commit({ text: suggestion, next: "stay" });
    return;
  }
  runCommand(kit, command);
}

function activeRefusal(kit: GridKit) {
  const { active, refusals } = kit.store.getState();
  const machine = kit.machines()[active.row];
  const column = kit.columns()[active.column];
  return machine === undefined || column === undefined ? undefined : refusals.get(cellKey(machine.id, column));
}

function pointerHandlers(kit: GridKit) {
  const { store } = kit;
  return {
    onPointerDown: (event: PointerEvent) => {
      const header = closest(event.target, "[data-row-header]");
      if (header !== null) return pickRow(kit, Number(header.dataset.rowHeader), event);
      const at = cellAt(event.target);
      if (at !== null && event.button === 0) store.getState().moveTo(at, event.shiftKey);
    },
    onPointerMove: (event: PointerEvent) => {
      // Bit 1 = the main button is held.
      if ((event.buttons & 1) === 0 || store.getState().editing !== null) return;
      const at = cellAt(event.target);
      const { active } = store.getState();
      if (at !== null && (at.row !== active.row || at.column !== active.column)) store.getState().moveTo(at, true);
    },
    onDoubleClick: (event: { readonly target: EventTarget }) => {
      const at = cellAt(event.target);
      const machine = at === null ? undefined : kit.machines()[at.row];
      const column = at === null ? undefined : kit.columns()[at.column];
      if (kit.canEdit && machine !== undefined && column !== undefined)
        store.getState().startEditing(tableCells[column].write(machine));
    },
  };
}

function pickRow(kit: GridKit, row: number, event: PointerEvent): void {
  const machines = kit.machines();
  const { select, anchor } = useSelection.getState();
  const id = machines[row]?.id;
  if (id === undefined) return;
  const from = machines.findIndex((machine) => machine.id === anchor);
  if (event.shiftKey && from >= 0)
    select(
      machines.slice(Math.min(from, row), Math.max(from, row) + 1).map((machine) => machine.id),
      "replace",
    );
  else select([id], event.ctrlKey || event.metaKey ? "toggle" : "replace");
}

function clipboardHandlers(kit: GridKit, onPasteTable: ((text: string) => void) | undefined) {
  const isGrid = (event: ClipboardEvent) => event.target === event.currentTarget;
  return {
    onCopy: (event: ClipboardEvent) => {
      if (!isGrid(event)) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", copyRange(kit));
    },
    onCut: (event: ClipboardEvent) => {
      if (!isGrid(event) || !kit.canEdit) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", copyRange(kit));
      clearRange(kit);
    },
    onPaste: (event: ClipboardEvent) => {
      if (!isGrid(event) || !kit.canEdit) return;
      event.preventDefault();
      const text = event.clipboardData.getData("text/plain");
      if (onPasteTable !== undefined && looksLikeTable(text)) onPasteTable(text);
      else pasteText(kit, text);
    },
  };
}

function closest(target: EventTarget, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

function cellAt(target: EventTarget): { row: number; column: number } | null {
  const cell = closest(target, "[data-row]");
  if (cell === null || closest(target, "input, button") !== null) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

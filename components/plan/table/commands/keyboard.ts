"use client";
import type { KeyboardEvent } from "react";
import type { Commit } from "#components/plan/table/cells/commit-context.ts";
import { readKey } from "#components/plan/table/grid-keys.ts";
import type { GridKit } from "#components/plan/table/grid-kit.ts";
import { commit } from "./commit.ts";
import { runCommand } from "./run-command.ts";

/** Keys of the grid. While a cell is edited all but Enter, Tab and Esc belong to its text. */
export function keyHandlers(kit: GridKit) {
  return {
    onKeyDown: (event: KeyboardEvent) => {
      // An input method uses Enter and Esc for its own list.
      if (event.nativeEvent.isComposing || event.defaultPrevented) return;
      const isEditing = kit.store.getState().editing !== null;
      const isTaken = isEditing ? editingKey(kit, event) : commandKey(kit, event);
      if (!isTaken) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function commandKey(kit: GridKit, event: KeyboardEvent): boolean {
  const command = readKey(event);
  return command !== null && (kit.machines().length > 0 || command.kind === "addRow") && runCommand(kit, command);
}

function editingKey(kit: GridKit, event: KeyboardEvent): boolean {
  const next = nextOf(event);
  if (event.key === "Escape") kit.store.getState().stopEditing();
  else if (next !== null && event.target instanceof HTMLInputElement) commit(kit, { text: event.target.value, next });
  return event.key === "Escape" || next !== null;
}

function nextOf({ key, shiftKey, altKey, ctrlKey }: KeyboardEvent): Commit["next"] | null {
  if (altKey || ctrlKey) return null;
  if (key === "Enter") return shiftKey ? "up" : "down";
  if (key === "Tab") return shiftKey ? "left" : "right";
  return null;
}

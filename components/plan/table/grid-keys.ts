/** What a key means while a cell is active and nothing is edited. */
export type GridCommand =
  | { readonly kind: "move"; readonly rows: number; readonly columns: number; readonly isExtending: boolean }
  | { readonly kind: "edge"; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1; readonly isExtending: boolean }
  | { readonly kind: PlainCommand };

export type PlainCommand =
  | "edit"
  | "clear"
  | "leave"
  | "selectAll"
  | "selectRow"
  | "fillDown"
  | "fillRight"
  | "series"
  | "takeSuggestion"
  | "removeRows"
  | "addRow"
  | "sortUp"
  | "sortDown"
  | "narrower"
  | "wider"
  | "undo"
  | "redo";

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const PAGE_ROWS = 12;
const ARROWS: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const WITH_CTRL: Readonly<Record<string, PlainCommand>> = {
  a: "selectAll",
  d: "fillDown",
  r: "fillRight",
  e: "series",
  z: "undo",
  y: "redo",
  enter: "addRow",
  delete: "removeRows",
  backspace: "removeRows",
};
const WITH_CTRL_SHIFT: Readonly<Record<string, PlainCommand>> = { z: "redo" };
const WITH_ALT: Readonly<Record<string, PlainCommand>> = {
  Enter: "takeSuggestion",
  ArrowUp: "sortUp",
  ArrowDown: "sortDown",
};
// Alt with Left alone is "back" in most browsers.
const WITH_ALT_SHIFT: Readonly<Record<string, PlainCommand>> = { ArrowLeft: "narrower", ArrowRight: "wider" };
const PLAIN: Readonly<Record<string, PlainCommand>> = {
  Enter: "edit",
  F2: "edit",
  " ": "edit",
  Delete: "clear",
  Backspace: "clear",
  Escape: "leave",
};

/** Reads one key press; null leaves it to the browser: Tab leaves the grid, Ctrl+C copies, letters are typed. */
export function readKey(event: Key): GridCommand | null {
  const isMod = event.ctrlKey || event.metaKey;
  if (event.altKey) return isMod ? null : plain((event.shiftKey ? WITH_ALT_SHIFT : WITH_ALT)[event.key]);
  const travel = readTravel(event, isMod);
  if (travel !== null) return travel;
  if (isMod) return plain((event.shiftKey ? WITH_CTRL_SHIFT : WITH_CTRL)[event.key.toLowerCase()]);
  return event.shiftKey && event.key === " " ? { kind: "selectRow" } : plain(PLAIN[event.key]);
}

function plain(kind: PlainCommand | undefined): GridCommand | null {
  return kind === undefined ? null : { kind };
}

function readTravel({ key, shiftKey: isExtending }: Key, isMod: boolean): GridCommand | null {
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const [rows, columns] = arrow;
    return { kind: isMod ? "edge" : "move", rows, columns, isExtending };
  }
  if (key === "Home") return { kind: "edge", rows: isMod ? -1 : 0, columns: -1, isExtending };
  if (key === "End") return { kind: "edge", rows: isMod ? 1 : 0, columns: 1, isExtending };
  if (key === "PageUp") return { kind: "move", rows: -PAGE_ROWS, columns: 0, isExtending };
  return key === "PageDown" ? { kind: "move", rows: PAGE_ROWS, columns: 0, isExtending } : null;
}

/** Rows of the keyboard sheet; the messages are in the area `table`. */
export const tableShortcuts = [
  { keys: "← ↑ → ↓", messageKey: "keys.move" },
  { keys: "Shift+↓", messageKey: "keys.extend" },
  { keys: "Ctrl+↓", messageKey: "keys.edge" },
  { keys: "Enter / F2", messageKey: "keys.edit" },
  { keys: "Tab", messageKey: "keys.next" },
  { keys: "Esc", messageKey: "keys.cancel" },
  { keys: "Alt+Enter", messageKey: "keys.suggestion" },
  { keys: "Delete", messageKey: "keys.clear" },
  { keys: "Ctrl+C / Ctrl+V", messageKey: "keys.clipboard" },
  { keys: "Shift+Space", messageKey: "keys.selectRow" },
  { keys: "Ctrl+D / Ctrl+R", messageKey: "keys.fill" },
  { keys: "Ctrl+E", messageKey: "keys.series" },
  { keys: "Ctrl+Enter", messageKey: "keys.addRow" },
  { keys: "Ctrl+Delete", messageKey: "keys.removeRows" },
  { keys: "Alt+↑ / Alt+↓", messageKey: "keys.sort" },
  { keys: "Alt+Shift+← / Alt+Shift+→", messageKey: "keys.width" },
] as const;

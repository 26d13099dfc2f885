/** What a key means while a cell is active and nothing is edited. */
export type GridCommand =
  | { readonly kind: "move"; readonly rows: number; readonly columns: number; readonly isExtending: boolean }
  | { readonly kind: "edge"; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1; readonly isExtending: boolean }
  | {
      readonly kind:
        | "edit"
        | "clear"
        | "selectAll"
        | "selectRow"
        | "fillDown"
        | "fillRight"
        | "series"
        | "takeSuggestion"
        | "removeRows"
        | "addRow";
    }
  | { readonly kind: "type"; readonly text: string };

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const PAGE_ROWS = 12;
const ARROWS: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Reads one key press; null leaves it to the browser (Tab leaves the grid, Ctrl+C copies). */
export function readKey(event: Key): GridCommand | null {
  const isMod = event.ctrlKey || event.metaKey;
  const isExtending = event.shiftKey;
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) {
    const [rows, columns] = arrow;
    return isMod ? { kind: "edge", rows, columns, isExtending } : { kind: "move", rows, columns, isExtending };
  }
  if (isMod) return readModified(event.key.toLowerCase());
  if (event.altKey) return event.key === "Enter" ? { kind: "takeSuggestion" } : null;
  return readPlain(event.key, isExtending);
}

function readModified(key: string): GridCommand | null {
  switch (key) {
    case "a":
      return { kind: "selectAll" };
    case "d":
      return { kind: "fillDown" };
    case "r":
      return { kind: "fillRight" };
    case "e":
      return { kind: "series" };
    case "home":
      return { kind: "edge", rows: -1, columns: -1, isExtending: false };
    case "end":
      return { kind: "edge", rows: 1, columns: 1, isExtending: false };
    case "delete":
    case "backspace":
      return { kind: "removeRows" };
    case "enter":
      return { kind: "addRow" };
    default:
      return null;
  }
}

function readPlain(key: string, isShift: boolean): GridCommand | null {
  switch (key) {
    case "Enter":
    case "F2":
      return { kind: "edit" };
    case "Delete":
    case "Backspace":
      return { kind: "clear" };
    case "Home":
      return { kind: "edge", rows: 0, columns: -1, isExtending: isShift };
    case "End":
      return { kind: "edge", rows: 0, columns: 1, isExtending: isShift };
    case "PageUp":
      return { kind: "move", rows: -PAGE_ROWS, columns: 0, isExtending: isShift };
    case "PageDown":
      return { kind: "move", rows: PAGE_ROWS, columns: 0, isExtending: isShift };
    case " ":
      return isShift ? { kind: "selectRow" } : { kind: "edit" };
    default:
      return key.length === 1 ? { kind: "type", text: key } : null;
  }
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
] as const;

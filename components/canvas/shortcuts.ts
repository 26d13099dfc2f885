/** Rows of the keyboard sheet: what to press, and the key of its text in the `canvas` messages. */
export interface Shortcut {
  readonly keys: string;
  readonly messageKey: string;
}

export const canvasShortcuts: readonly Shortcut[] = [
  { keys: "← → ↑ ↓", messageKey: "shortcut.arrows" },
  { keys: "Shift+← → ↑ ↓", messageKey: "shortcut.extend" },
  { keys: "Home / End", messageKey: "shortcut.ends" },
  { keys: "Space", messageKey: "shortcut.toggle" },
  { keys: "Ctrl+A", messageKey: "shortcut.selectAll" },
  { keys: "Esc", messageKey: "shortcut.escape" },
  { keys: "A", messageKey: "shortcut.add" },
  { keys: "Enter / F2", messageKey: "shortcut.edit" },
  { keys: "Tab", messageKey: "shortcut.nextField" },
  { keys: "M", messageKey: "shortcut.move" },
  { keys: "Ctrl+D", messageKey: "shortcut.duplicate" },
  { keys: "Ctrl+C / Ctrl+X / Ctrl+V", messageKey: "shortcut.copyPaste" },
  { keys: "Del", messageKey: "shortcut.remove" },
  { keys: "Shift+F10", messageKey: "menu.name" },
  { keys: "Ctrl+Z", messageKey: "shortcut.undo" },
  { keys: "Ctrl+Shift+Z / Ctrl+Y", messageKey: "shortcut.redo" },
  { keys: "← / →", messageKey: "shortcut.collapse" },
  { keys: "/ / Ctrl+F", messageKey: "shortcut.find" },
  { keys: "I", messageKey: "shortcut.inspect" },
  { keys: "Shift+1", messageKey: "shortcut.fit" },
  { keys: "Shift+2", messageKey: "shortcut.fitSelection" },
  { keys: "+ / -", messageKey: "shortcut.zoom" },
  { keys: "0", messageKey: "shortcut.actualSize" },
];

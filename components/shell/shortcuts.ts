/** A row of the keyboard sheet: alternatives are separated by " / ", keys pressed together by "+". */
export interface Shortcut {
  readonly keys: string;
  /** Key of its text in the messages of its area. */
  readonly messageKey: string;
}

/** The shortcuts of one place; the area is that of the messages, and names the place. */
export interface ShortcutGroup {
  readonly area: "shell" | "canvas" | "table";
  readonly shortcuts: readonly Shortcut[];
}

export const shellShortcuts: readonly Shortcut[] = [
  { keys: "Ctrl+K / Ctrl+Shift+P", messageKey: "keys.palette" },
  { keys: "G O", messageKey: "keys.goOverview" },
  { keys: "G M", messageKey: "keys.goMachines" },
  { keys: "G C", messageKey: "keys.goCertificates" },
  { keys: "G E", messageKey: "keys.goEvents" },
  { keys: "G S", messageKey: "keys.goSettings" },
  { keys: "G D", messageKey: "keys.goDesign" },
  { keys: "G V", messageKey: "keys.goSurvive" },
  { keys: "G L", messageKey: "keys.goLive" },
  { keys: "?", messageKey: "keys.sheet" },
  { keys: "T", messageKey: "keys.table" },
  { keys: "Ctrl+S", messageKey: "keys.label" },
  { keys: "Ctrl+Z", messageKey: "keys.undo" },
  { keys: "Ctrl+Shift+Z / Ctrl+Y", messageKey: "keys.redo" },
  { keys: "Ctrl+Shift+E", messageKey: "keys.export" },
];

interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Keys whose Shift is part of how they are typed on some keyboard. */
const SHIFT_FREE = new Set(["+", "-", "/", "?", "_", "="]);

/** A key press as text: `Mod+Shift+z`, `Shift+1`, `a`. Mod is Ctrl, and Command on a Mac. */
export function chordOf(press: KeyPress): string {
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  const typed = press.shiftKey && digit !== undefined ? digit : press.key;
  const key = typed.length === 1 ? typed.toLowerCase() : typed;
  const isShift = press.shiftKey && !SHIFT_FREE.has(key);
  return [press.ctrlKey || press.metaKey ? "Mod" : "", press.altKey ? "Alt" : "", isShift ? "Shift" : "", key]
    .filter((part) => part !== "")
    .join("+");
}

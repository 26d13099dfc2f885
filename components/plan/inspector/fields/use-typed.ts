import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";

/** A pause this long while typing stores what is there; Enter and leaving the field store at once. */
const IDLE_MS = 800;

export interface Typed {
  readonly text: string;
  readonly isTyping: boolean;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A text that is typed now and stored a moment later. `store` answers whether it was taken; a refused text stays in
 * the field.
 */
export function useTyped(stored: string, store: (text: string) => boolean): Typed {
  const [draft, setDraft] = useState<string | null>(null);
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const latest = useRef(store);
  useEffect(() => {
    latest.current = store;
  });
  const flush = useCallback(() => {
    if (pending.current === null) return;
    const { text, timer } = pending.current;
    clearTimeout(timer);
    pending.current = null;
    if (latest.current(text)) setDraft(null);
  }, []);
  useEffect(() => flush, [flush]);
  const onChange = (text: string) => {
    if (pending.current !== null) clearTimeout(pending.current.timer);
    pending.current = { text, timer: setTimeout(flush, IDLE_MS) };
    setDraft(text);
  };
  const takeBack = () => {
    if (pending.current !== null) clearTimeout(pending.current.timer);
    pending.current = null;
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isBlock = event.currentTarget instanceof HTMLTextAreaElement;
    if (event.key === "Enter" && !isBlock) flush();
    if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      takeBack();
    }
  };
  return { text: draft ?? stored, isTyping: draft !== null, onChange, onBlur: flush, onKeyDown };
}

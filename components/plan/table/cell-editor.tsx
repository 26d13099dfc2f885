"use client";
import { useEffect, useRef, useState } from "react";
import type { TableColumn } from "#lib/core/table/columns.ts";
import { CHOICES } from "./choices.ts";

export interface Commit {
  readonly text: string;
  /** Where the active cell goes after a commit. */
  readonly next: "down" | "right" | "left" | "stay";
}

interface Props {
  readonly column: TableColumn;
  readonly label: string;
  readonly text: string;
  readonly isBad: boolean;
  readonly onCommit: (commit: Commit) => void;
  readonly onCancel: () => void;
}

/** The text field of the edited cell: Enter goes down, Tab right, Esc leaves the cell as it was. */
export function CellEditor({ column, label, text, isBad, onCommit, onCancel }: Props) {
  const [value, setValue] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  const isLeft = useRef(false);
  useEffect(() => input.current?.focus(), []);
  const leave = (act: () => void) => {
    isLeft.current = true;
    act();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    // An input method uses Enter and Esc for its own list (Chinese input).
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === "Escape") leave(onCancel);
    else if (event.key === "Enter") leave(() => onCommit({ text: value, next: "down" }));
    else if (event.key === "Tab") {
      event.preventDefault();
      leave(() => onCommit({ text: value, next: event.shiftKey ? "left" : "right" }));
    }
  };
  const choices = CHOICES[column];
  return (
    <>
      <input
        ref={input}
        aria-label={label}
        aria-invalid={isBad || undefined}
        list={choices === undefined ? undefined : `choices-${column}`}
        className={`absolute inset-0 z-10 w-full min-w-0 border-2 bg-surface px-1.5 text-sm outline-none ${isBad ? "border-critical" : "border-accent"}`}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (!isLeft.current) onCommit({ text: value, next: "stay" });
        }}
      />
      {choices !== undefined && (
        <datalist id={`choices-${column}`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}

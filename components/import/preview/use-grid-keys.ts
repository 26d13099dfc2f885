"use client";
import { type KeyboardEvent, useState } from "react";

/** A cell of the preview by place: line of the shown rows, column of the shown fields. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface GridSize {
  readonly lines: number;
  readonly columns: number;
}

const PAGE_LINES = 10;

/** The cell a key leads to, or null when the key does not move. */
export function moved({ line, column }: Place, key: string, size: GridSize): Place | null {
  const moves: Readonly<Record<string, Place>> = {
    ArrowUp: { line: line - 1, column },
    ArrowDown: { line: line + 1, column },
    ArrowLeft: { line, column: column - 1 },
    ArrowRight: { line, column: column + 1 },
    Home: { line, column: 0 },
    End: { line, column: size.columns - 1 },
    PageUp: { line: line - PAGE_LINES, column },
    PageDown: { line: line + PAGE_LINES, column },
  };
  const next = moves[key];
  return next === undefined ? null : clamped(next, size);
}

function clamped({ line, column }: Place, { lines, columns }: GridSize): Place {
  return {
    line: Math.max(0, Math.min(line, lines - 1)),
    column: Math.max(0, Math.min(column, columns - 1)),
  };
}

interface GridActions {
  readonly onToggle: (line: number) => void;
  readonly onMoved: (place: Place) => void;
}

/** One tab stop for the whole table: arrows move, Enter or F2 or a letter edits, Space takes a row out or in. */
export function useGridKeys(size: GridSize, { onToggle, onMoved }: GridActions) {
  const [active, setActive] = useState<Place>({ line: 0, column: 0 });
  const [typed, setTyped] = useState<string | null>(null);
  const place = clamped(active, size);
  const go = (next: Place) => {
    setActive(next);
    onMoved(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (typed !== null || size.lines === 0) return;
    const next = moved(place, event.key, size);
    if (next !== null) go(next);
    else if (event.key === " ") onToggle(place.line);
    else if (event.key === "Enter" || event.key === "F2") setTyped("");
    else return;
    event.preventDefault();
  };
  const startEdit = (at: Place) => {
    go(at);
    setTyped("");
  };
  const endEdit = (step: "stay" | "down" | "right") => {
    setTyped(null);
    if (step === "down") go(clamped({ ...place, line: place.line + 1 }, size));
    if (step === "right") go(clamped({ ...place, column: place.column + 1 }, size));
  };
  return { place, isEditing: typed !== null, go, onKeyDown, startEdit, endEdit };
}

"use client";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";

const KEY_STEP = 16;

export interface SplitterProps {
  label: string;
  /** vertical = a vertical bar between left and right. */
  orientation: "vertical" | "horizontal";
  /** Size in px of the pane after the bar. */
  size: number;
  min: number;
  max: number;
  onChange: (size: number) => void;
}

/** Bar between two panes: drag it, or focus it and use the arrow keys, Home and End. */
export function Splitter({ label, orientation, size, min, max, onChange }: SplitterProps) {
  const start = useRef({ at: 0, size });
  const isVertical = orientation === "vertical";
  const clamp = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))));
  const place = (event: PointerEvent) => (isVertical ? event.clientX : event.clientY);

  const press = (event: PointerEvent<HTMLHRElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { at: place(event), size };
  };
  const drag = (event: PointerEvent<HTMLHRElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      clamp(start.current.size + start.current.at - place(event));
    }
  };
  const step = (event: KeyboardEvent) => {
    const grow = isVertical ? "ArrowLeft" : "ArrowUp";
    const shrink = isVertical ? "ArrowRight" : "ArrowDown";
    const next = { [grow]: size + KEY_STEP, [shrink]: size - KEY_STEP, Home: min, End: max }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    clamp(next);
  };

  // One pixel to look at, nine to take hold of.
  const box = isVertical
    ? "h-auto w-px cursor-col-resize after:inset-y-0 after:-inset-x-1"
    : "h-px cursor-row-resize after:inset-x-0 after:-inset-y-1";
  return (
    <hr
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={press}
      onPointerMove={drag}
      onKeyDown={step}
      className={`relative z-10 m-0 shrink-0 touch-none overflow-visible border-0 bg-line after:absolute after:content-[''] hover:bg-accent hover:after:bg-accent/40 focus-visible:bg-accent ${box}`}
    />
  );
}

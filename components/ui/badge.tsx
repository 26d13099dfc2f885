import type { ReactNode } from "react";
import { type GlyphState, StateGlyph } from "./state-glyph.tsx";

export type BadgeTone = "plain" | "accent" | GlyphState;

const FRAMES: Record<BadgeTone, string> = {
  plain: "border-line text-text-2",
  accent: "border-accent text-accent",
  ok: "border-line text-text",
  warning: "border-warning text-text",
  critical: "border-critical text-text",
  info: "border-info text-text",
  unknown: "border-line-strong border-dashed text-text-2",
};

/** A word in a frame; the tones that are states carry their shape as well. */
export function Badge({ tone = "plain", children }: { tone?: BadgeTone | undefined; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 items-center gap-1 rounded border px-1.5 text-xs whitespace-nowrap ${FRAMES[tone]}`}
    >
      {tone === "plain" || tone === "accent" ? null : <StateGlyph state={tone} size={11} />}
      {children}
    </span>
  );
}

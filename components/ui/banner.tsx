import type { ReactNode } from "react";
import { type GlyphState, StateGlyph } from "./state-glyph.tsx";

const EDGES: Record<GlyphState, string> = {
  ok: "border-l-ok",
  warning: "border-l-warning",
  critical: "border-l-critical",
  info: "border-l-info",
  unknown: "border-l-unknown",
};

export interface BannerProps {
  tone: GlyphState;
  children: ReactNode;
  action?: ReactNode;
  /** Spoken as soon as it appears. */
  isAlert?: boolean | undefined;
}

/** A statement about the whole page or form, above it. */
export function Banner({ tone, children, action, isAlert }: BannerProps) {
  return (
    <div
      role={isAlert ? "alert" : "status"}
      className={`flex items-center gap-2 rounded border border-l-4 bg-surface px-3 py-2 text-base ${EDGES[tone]}`}
    >
      <span className="mt-[3px] self-start">
        <StateGlyph state={tone} />
      </span>
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action === undefined ? null : <div className="flex shrink-0 flex-wrap gap-2">{action}</div>}
    </div>
  );
}

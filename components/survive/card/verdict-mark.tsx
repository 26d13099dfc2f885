import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Level, Verdict } from "#lib/core/survive/analysis.ts";

export interface VerdictMarkProps {
  verdict: Verdict;
  level: Level;
}

/** What holds is grey: colour means that someone should act. One machine that stops a service is the worst. */
export function VerdictMark({ verdict, level }: VerdictMarkProps) {
  switch (verdict) {
    case "survives":
      return <Tick />;
    case "fails":
      return <StateGlyph state={level === "machine" ? "critical" : "warning"} size={13} />;
    case "unproven":
    case "not-given":
      return <StateGlyph state="unknown" size={13} />;
  }
}

function Tick() {
  return (
    <svg width={13} height={13} viewBox="0 0 16 16" aria-hidden className="shrink-0 text-text-2">
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path
        d="M4.9 8.3l2.1 2.1 4.1-4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

import type { GlyphState } from "#components/ui/state-glyph.tsx";

/** Someone should act while one failure is enough; a margin of one or more is the normal case and has no colour. */
export function marginTone(margin: number | null): GlyphState | null {
  if (margin === null) return "unknown";
  return margin === 0 ? "warning" : null;
}

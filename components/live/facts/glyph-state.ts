import type { GlyphState } from "#components/ui/state-glyph.tsx";
import type { State } from "#lib/core/live/state.ts";

const GLYPHS: Readonly<Record<State, GlyphState>> = {
  ok: "ok",
  warning: "warning",
  critical: "critical",
  unknown: "unknown",
  "not-applicable": "info",
  "provider-managed": "info",
};

/** The shape of a state; what does not apply is drawn like a remark, never like a good state. */
export function glyphOf(state: State): GlyphState {
  return GLYPHS[state];
}

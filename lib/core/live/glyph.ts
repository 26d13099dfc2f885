import type { State } from "./state.ts";

const GLYPHS = {
  ok: "ok",
  warning: "warning",
  critical: "critical",
  unknown: "unknown",
  "not-applicable": "info",
  "provider-managed": "info",
} as const satisfies Readonly<Record<State, string>>;

/** The shape of a state; what does not apply is drawn like a remark, never like a good state. */
export function glyphOf(state: State): (typeof GLYPHS)[State] {
  return GLYPHS[state];
}

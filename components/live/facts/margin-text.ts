import type { Margin } from "#lib/core/live/state.ts";

/** Margin as one numeral or a range; below zero it is an outage, and what is not known is a question mark. */
export type MarginFigure =
  | { readonly kind: "unknown" }
  | { readonly kind: "out" }
  | { readonly kind: "exact"; readonly value: number }
  | { readonly kind: "range"; readonly low: number; readonly high: number };

export function marginFigure({ low, high }: Pick<Margin, "low" | "high">): MarginFigure {
  if (low === null || high === null) return { kind: "unknown" };
  if (high < 0) return { kind: "out" };
  return low === high ? { kind: "exact", value: low } : { kind: "range", low, high };
}

/** `0`, `0-1`, `OUT`, `OUT-1` or `?`. */
export function figureText(figure: MarginFigure, out: string): string {
  if (figure.kind === "unknown") return "?";
  if (figure.kind === "out") return out;
  if (figure.kind === "exact") return String(figure.value);
  return `${figure.low < 0 ? out : figure.low}-${figure.high}`;
}

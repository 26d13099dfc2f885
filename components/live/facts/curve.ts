import type { LatencyCurve } from "#lib/core/api/live.ts";

export interface CurveDrawing {
  /** Lines through bins that have a value; a gap is a gap, not a slope. */
  readonly path: string;
  /** Bins with missed looks, by their middle. */
  readonly missedAt: readonly number[];
}

const PAD = 1.5;

/** A curve in a box of this size, from nothing at the bottom to the highest mean at the top. */
export function drawCurve(
  { meanMs, misses }: LatencyCurve,
  box: { readonly width: number; readonly height: number },
): CurveDrawing {
  const top = Math.max(1, ...meanMs.map((ms) => ms ?? 0));
  const step = box.width / Math.max(1, meanMs.length);
  const xOf = (bin: number): number => round((bin + 0.5) * step);
  const yOf = (ms: number): number => round(box.height - PAD - (ms / top) * (box.height - 2 * PAD));
  const path = meanMs
    .map((ms, bin) => {
      if (ms === null) return "";
      const isStart = bin === 0 || (meanMs[bin - 1] ?? null) === null;
      // A lone bin would be a line of no length, which nobody sees.
      return isStart ? `M${xOf(bin) - 0.5} ${yOf(ms)}H${xOf(bin)}` : `L${xOf(bin)} ${yOf(ms)}`;
    })
    .join("");
  return { path, missedAt: misses.flatMap((count, bin) => (count > 0 ? [xOf(bin)] : [])) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

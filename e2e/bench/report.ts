/** Times of one thing, measured several times. */
interface Sample {
  readonly name: string;
  readonly ms: readonly number[];
}

/** One printed row: our figure beside what it cannot beat (a floor) or what one would write first (a naive peer). */
export interface Row {
  readonly name: string;
  readonly ours: readonly number[];
  readonly beside: readonly Sample[];
  readonly goalMs: number | null;
  /** What is held against the goal; frames are judged by their worst ones. */
  readonly judged?: "median" | "p95";
}

/** A figure that is no time. */
export interface Count {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
}

/** A figure with its unit, beside a peer's of the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The most it may be. */
  readonly goal: number | null;
  readonly beside?: { readonly name: string; readonly value: number } | null;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that a call takes, `times` times, one after the other. */
export async function timed(times: number, call: (run: number) => unknown): Promise<number[]> {
  const taken: number[] = [];
  for (let run = 0; run < times; run += 1) {
    const startedAt = performance.now();
    await call(run);
    taken.push(performance.now() - startedAt);
  }
  return taken;
}

export const HEADERS = ["name", "ours median (p95)", "peer or floor median", "ratio", "goal", "met"] as const;

export function rowCells({ name, ours, beside, goalMs, judged = "median" }: Row): readonly string[] {
  const floors = beside.map((floor) => median(floor.ms));
  const ratio = median(ours) / floors.reduce((sum, floor) => sum + floor, 0);
  const figure = quantile(ours, judged === "median" ? 0.5 : 0.95);
  return [
    name,
    `${text(median(ours))} (${text(quantile(ours, 0.95))}) ms`,
    beside.map((floor, at) => `${text(floors[at] ?? Number.NaN)} ms ${floor.name}`).join(" + "),
    beside.length === 0 ? "-" : ratioText(ratio),
    goalMs === null ? "-" : `${judged === "p95" ? "p95 " : ""}<= ${goalMs} ms`,
    goalMs === null ? "-" : verdict(figure <= goalMs),
  ];
}

export function countCells({ name, value, goal }: Count): readonly string[] {
  return [name, String(value), "-", "-", `< ${goal}`, verdict(value < goal)];
}

export function figureCells({ name, value, unit, goal, beside = null }: Figure): readonly string[] {
  return [
    name,
    `${text(value)} ${unit}`,
    beside === null ? "-" : `${text(beside.value)} ${unit} ${beside.name}`,
    beside === null ? "-" : ratioText(value / beside.value),
    goal === null ? "-" : `<= ${text(goal)} ${unit}`,
    goal === null ? "-" : verdict(value <= goal),
  ];
}

const WIDTHS = [46, 20, 44, 9, 14, 4] as const;

export function line(cells: readonly string[]): string {
  return cells
    .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
    .join(" | ")
    .trimEnd();
}

function verdict(isMet: boolean): string {
  return isMet ? "yes" : "MISS";
}

function ratioText(ratio: number): string {
  // What rounds to one is one.
  return ratio >= 0.995 ? `${text(ratio)} x` : `1/${text(1 / ratio)}`;
}

/** Three figures are what a run on a shared machine can stand for. */
function text(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

import { appendFileSync } from "node:fs";
import type { FaultId } from "./list.ts";

/** One measured figure of a fault. */
export interface Figure {
  readonly id: FaultId;
  readonly what: string;
  readonly value: string;
  readonly limit: string;
}

/** Where `figures.ts` gathers what the tests measured; unset = they are only printed. */
export const FIGURES_FILE = "QUORATE_FIGURES";

/** Prints a figure beside its limit, and leaves it for the table of all. */
export function report(figure: Figure): void {
  process.stdout.write(`${figure.id.padEnd(4)} ${figure.what}: ${figure.value} (limit: ${figure.limit})\n`);
  const file = process.env[FIGURES_FILE];
  if (file) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}

/** `--full` cannot reach a test through Vitest; the command sets this for the long versions. */
export const isFull = process.env.QUORATE_ROBUST === "full";

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

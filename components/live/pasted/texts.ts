import { PASTED_MAX, type PastedReading, readPasted } from "#lib/core/pasted/read-pasted.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** One text that a person gave: typed or pasted into the page, or a file. */
export interface GivenText {
  readonly id: string;
  /** Name of the file; null = pasted into the page. */
  readonly name: string | null;
  /** The machine that a report of certificates is about, where the text does not say. */
  readonly host: string | null;
  readonly text: string;
}

export const TYPED = "typed";

export interface ReadText extends GivenText {
  readonly reading: PastedReading;
}

/** Reads every text that is not empty, as the server will. */
export function readTexts(texts: readonly GivenText[], plan: Plan, nowMs: number): readonly ReadText[] {
  const known = plan.machines.length === 0 ? null : plan;
  return texts
    .filter(({ text }) => text.trim() !== "")
    .map((given) => ({
      ...given,
      reading: readPasted(given.text, { plan: known, pastedAtMs: nowMs, host: given.host ?? undefined }),
    }));
}

export type Readiness = "nothing" | "secret" | "too-large" | "unread" | "ready";

/** Whether what was given can be sent: one secret among it holds back all of it. */
export function readinessOf(texts: readonly ReadText[]): Readiness {
  if (texts.length === 0) return "nothing";
  const codes = texts.flatMap(({ reading }) => (reading.ok ? [] : [reading.problem.code]));
  if (codes.includes("PA-SECRET") || codes.includes("PA-KUBECONFIG")) return "secret";
  if (texts.reduce((sum, { text }) => sum + text.length, 0) > PASTED_MAX) return "too-large";
  return texts.some(({ reading }) => reading.ok) ? "ready" : "unread";
}

import type { Fact } from "#lib/core/live/state.ts";
import { numberIn, ofKind, textIn } from "./pick-facts.ts";

const DAY_MS = 86_400_000;

export function daysLeft(fact: Pick<Fact, "values">, nowMs: number): number | null {
  const until = numberIn(fact, "notAfterMs");
  return until === null ? null : Math.floor((until - nowMs) / DAY_MS);
}

/** Certificates whose end is known, next to expire first. */
export function byExpiry(facts: readonly Fact[]): readonly Fact[] {
  return ofKind(facts, "certificate")
    .filter((fact) => numberIn(fact, "notAfterMs") !== null)
    .toSorted((a, b) => (numberIn(a, "notAfterMs") ?? 0) - (numberIn(b, "notAfterMs") ?? 0));
}

/** Trouble with a certificate that is no date: trust, names, or that it could not be seen. */
export function otherTrouble(facts: readonly Fact[]): readonly Fact[] {
  return ofKind(facts, "certificate").filter((fact) => numberIn(fact, "notAfterMs") === null);
}

export interface Spread {
  readonly role: string;
  readonly hosts: number;
  /** Days between the first and the last end: a large spread means that a renewal was forgotten on some host. */
  readonly days: number;
}

/** How far the ends of one kind of certificate lie apart over its hosts. */
export function spreadsOf(certificates: readonly Fact[]): readonly Spread[] {
  const ends = new Map<string, number[]>();
  for (const fact of certificates) {
    const end = numberIn(fact, "notAfterMs");
    const role = textIn(fact, "role");
    if (end === null || fact.machineId === null) continue;
    ends.set(role, [...(ends.get(role) ?? []), end]);
  }
  return [...ends]
    .filter(([, list]) => list.length > 1)
    .map(([role, list]) => ({
      role,
      hosts: list.length,
      days: Math.round((Math.max(...list) - Math.min(...list)) / DAY_MS),
    }));
}

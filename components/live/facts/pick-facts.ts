import type { Fact, FactKind, State } from "#lib/core/live/state.ts";

export function ofKind(facts: readonly Fact[], kind: FactKind): readonly Fact[] {
  return facts.filter((fact) => fact.kind === kind);
}

/** A value as text; empty where there is none. */
export function textIn({ values }: Pick<Fact, "values">, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}

/** A value as a number; null where there is none. */
export function numberIn({ values }: Pick<Fact, "values">, name: string): number | null {
  const value = values[name];
  return typeof value === "number" ? value : null;
}

export function listIn({ values }: Pick<Fact, "values">, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

/** Why nobody sees it any more, where its looks are missed; null where that is not why, or where it is seen. */
export function lastMissIn({ reason, values }: Pick<Fact, "reason" | "values">): string | null {
  const { lastMiss } = values;
  return reason === "stale" && typeof lastMiss === "string" ? lastMiss : null;
}

const ORDER: Readonly<Record<State, number>> = {
  critical: 0,
  warning: 1,
  unknown: 2,
  ok: 3,
  "provider-managed": 4,
  "not-applicable": 5,
};

/** What someone should act on first, then what nobody can see, then the rest; by name within. */
export function worstFirst(facts: readonly Fact[]): readonly Fact[] {
  return facts.toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || (a.subject < b.subject ? -1 : 1));
}

/** What a fact is about, as short as a table cell needs it. */
export function nameOf(fact: Pick<Fact, "subject" | "values">): string {
  for (const name of ["name", "server", "host"]) {
    const text = textIn(fact, name);
    if (text !== "") return text;
  }
  return fact.subject.slice(fact.subject.indexOf("/") + 1);
}

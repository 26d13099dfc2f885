import { type Fact, PASTED } from "#lib/core/live/state.ts";

/** A live fact that has seen nothing yields to what was pasted; anything that a connection has ever seen stays. */
export function yieldsTo(live: Pick<Fact, "observedAtMs">, pasted: Pick<Fact, "observedAtMs" | "observer">): boolean {
  return pasted.observer === PASTED && live.observedAtMs === null && pasted.observedAtMs !== null;
}

/** The facts of a connection, with what was pasted where it has seen nothing. */
export function withPasted(live: readonly Fact[], pasted: readonly Fact[]): readonly Fact[] {
  const facts = new Map(live.map((fact) => [fact.subject, fact]));
  for (const fact of pasted) {
    const known = facts.get(fact.subject);
    if (known === undefined || yieldsTo(known, fact)) facts.set(fact.subject, fact);
  }
  return [...facts.values()];
}

import type { EventRow } from "#lib/core/api/live.ts";

export interface Day {
  /** ISO date in the zone of the viewer. */
  readonly date: string;
  readonly events: readonly EventRow[];
}

/** Events under the day that they happened on, in the order in which they came. */
export function daysOf(events: readonly EventRow[], zone: string | undefined): readonly Day[] {
  const dateOf = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: zone });
  const days = new Map<string, EventRow[]>();
  for (const event of events) {
    const date = dateOf.format(event.atMs);
    const day = days.get(date);
    if (day === undefined) days.set(date, [event]);
    else day.push(event);
  }
  return [...days].map(([date, list]) => ({ date, events: list }));
}

import type { MonitorEvent } from "#lib/core/api/settings.ts";
import { pool } from "#lib/store/client.ts";

const SHOWN = 20;

export type NewMonitorEvent = Omit<MonitorEvent, "id" | "at"> & { readonly atMs: number };

interface Row extends Omit<MonitorEvent, "at"> {
  readonly at: Date;
  readonly isOpen: boolean;
}

/** Once per change, whatever is sent again. */
export async function addMonitorEvent(event: NewMonitorEvent): Promise<void> {
  const { atMs, what, observer, cutOff, clusters, canary } = event;
  await pool().query(
    `INSERT INTO "monitor_event" ("at", "what", "observer", "cut_off", "clusters", "canary")
     SELECT to_timestamp($1::float8 / 1000), $2, $3, $4, $5, $6 WHERE NOT EXISTS
       (SELECT FROM "monitor_event" WHERE "observer" = $3 AND "what" = $2 AND "at" = to_timestamp($1::float8 / 1000))`,
    [atMs, what, observer, cutOff, clusters, canary],
  );
}

/** True when the last that this host said is that it is cut off. */
export async function wasOffline(observer: string): Promise<boolean> {
  const { rows } = await pool().query<{ what: string }>(
    `SELECT "what" FROM "monitor_event" WHERE "observer" = $1 ORDER BY "id" DESC LIMIT 1`,
    [observer],
  );
  return rows[0]?.what === "offline";
}

/** The newest events, and those of them that still stand while their engine lives. */
export async function listMonitorEvents(): Promise<{ rows: MonitorEvent[]; offline: MonitorEvent[] }> {
  const { rows } = await pool().query<Row>(
    `SELECT "id"::text, "at", "what", "observer", "cut_off" AS "cutOff", "clusters", "canary",
       "what" = 'offline'
         AND NOT EXISTS (SELECT FROM "monitor_event" later WHERE later."observer" = event."observer" AND later."id" > event."id")
         AND EXISTS (SELECT FROM "engine" WHERE "hostname" = event."observer") AS "isOpen"
     FROM "monitor_event" event ORDER BY "id" DESC LIMIT ${SHOWN}`,
  );
  const events = rows.map(({ isOpen, at, ...event }) => ({ isOpen, event: { ...event, at: at.toISOString() } }));
  return {
    rows: events.map(({ event }) => event),
    offline: events.filter(({ isOpen }) => isOpen).map(({ event }) => event),
  };
}

import type { EventRow } from "#lib/core/api/live.ts";
import { type FactKind, type State, Transition } from "#lib/core/live/state.ts";
import { pool } from "#lib/store/client.ts";
import { badCursor, readCursor, writeCursor } from "#lib/store/cursor.ts";

export interface EventQuery {
  readonly slug?: string | undefined;
  readonly kind?: FactKind | undefined;
  readonly subject?: string | undefined;
  /** State that was entered. */
  readonly state?: State | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface Row {
  readonly id: string;
  readonly slug: string;
  readonly clusterName: string;
  readonly at: Date;
  readonly machineId: string | null;
  readonly isPasted: boolean;
}

export interface EventPage {
  readonly rows: EventRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}

const WHERE = `WHERE ($1::text IS NULL OR "cluster"."slug" = $1) AND ($2::text IS NULL OR "kind" = $2)
  AND ($3::text IS NULL OR "subject" = $3) AND ($4::text IS NULL OR ("what" = 'state' AND "to" = $4))`;
const fromTable = (table: string) =>
  `FROM "${table}" AS moved JOIN "cluster" ON "cluster"."id" = moved."cluster_id" ${WHERE}`;

/** The newest of one table, so that each walks its own index. Of one instant, what was pasted counts as older. */
const newestOf = (table: string, id: string, isPasted: boolean) =>
  `(SELECT ${id} AS "order", "slug", "name" AS "clusterName", "at", "kind", "subject", "what", "from", "to", "reason",
      "values", "machine_id" AS "machineId", ${isPasted} AS "isPasted" ${fromTable(table)}
    AND ($5::timestamptz IS NULL OR ("at", ${id}) < ($5::timestamptz, $6::bigint))
    ORDER BY "at" DESC, ${id} DESC LIMIT $7)`;
const NEWEST = `SELECT "order"::text AS id, newest.* FROM (${newestOf("transition", 'moved."id"', false)}
  UNION ALL ${newestOf("pasted_transition", '-moved."id"', true)}) AS newest ORDER BY "at" DESC, "order" DESC LIMIT $7`;
const COUNT = `SELECT (SELECT count(*) ${fromTable("transition")})::int + (SELECT count(*) ${fromTable("pasted_transition")})::int AS total`;

/** Transitions, newest first; two of one instant in the order in which they were stored. */
export async function listTransitions({ slug, kind, subject, state, cursor, limit }: EventQuery): Promise<EventPage> {
  const filter = [slug ?? null, kind ?? null, subject ?? null, state ?? null];
  const [atText = null, idText = null] = readCursor(cursor, 2) ?? [];
  const { rows } = await pool().query<Row>(NEWEST, [...filter, instant(atText), number(idText), limit + 1]);
  const counted = await pool().query<{ total: number }>(COUNT, filter);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(eventOf),
    nextCursor: last === undefined ? null : writeCursor([last.at.toISOString(), last.id]),
    total: counted.rows[0]?.total ?? 0,
  };
}

function eventOf({ id, slug, clusterName, isPasted, at, ...row }: Row): EventRow {
  return { id, slug, clusterName, isPasted, ...Transition.strip().parse({ ...row, atMs: at.getTime() }) };
}

function instant(text: string | null): string | null {
  if (text !== null && Number.isNaN(Date.parse(text))) throw badCursor();
  return text;
}

function number(text: string | null): string | null {
  if (text !== null && !/^-?\d{1,18}$/.test(text)) throw badCursor();
  return text;
}

import type { CertificateRow } from "#lib/core/api/live.ts";
import { Fact, type State } from "#lib/core/live/state.ts";
import { pool } from "#lib/store/client.ts";
import { badCursor, readCursor, writeCursor } from "#lib/store/cursor.ts";

export interface CertificateQuery {
  readonly slug?: string | undefined;
  readonly state?: State | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface Row {
  readonly slug: string;
  readonly clusterName: string;
  readonly subject: string;
  readonly expiresAt: Date;
  readonly fact: unknown;
}

export interface CertificatePage {
  readonly rows: CertificateRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}

const FROM = `FROM "observation_state" JOIN "cluster" ON "cluster"."id" = "observation_state"."cluster_id"
  WHERE "kind" = 'certificate' AND "expires_at" IS NOT NULL AND ($1::text IS NULL OR "slug" = $1)
  AND ($2::text IS NULL OR "state" = $2) AND ($3::text IS NULL OR "fact"::text ILIKE $3 OR "slug" ILIKE $3)`;

/** Certificates with a date, next to expire first. */
export async function listCertificates({ slug, state, q, cursor, limit }: CertificateQuery): Promise<CertificatePage> {
  const like = q ? `%${q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const filter = [slug ?? null, state ?? null, like];
  const [at = null, key = null] = readCursor(cursor, 2) ?? [];
  if (at !== null && Number.isNaN(Date.parse(at))) throw badCursor();
  const { rows } = await pool().query<Row>(
    `SELECT "slug", "name" AS "clusterName", "subject", "expires_at" AS "expiresAt", "fact" ${FROM}
     AND ($4::timestamptz IS NULL OR ("expires_at", "slug" || ' ' || "subject") > ($4::timestamptz, $5::text))
     ORDER BY "expires_at", "slug" || ' ' || "subject" LIMIT $6`,
    [...filter, at, key, limit + 1],
  );
  const counted = await pool().query<{ total: number }>(`SELECT count(*)::int AS total ${FROM}`, filter);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows
      .slice(0, limit)
      .map(({ slug: of, clusterName, fact }) => ({ slug: of, clusterName, fact: Fact.parse(fact) })),
    nextCursor: last === undefined ? null : writeCursor([last.expiresAt.toISOString(), `${last.slug} ${last.subject}`]),
    total: counted.rows[0]?.total ?? 0,
  };
}

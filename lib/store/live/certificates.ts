import type { CertificateRow } from "#lib/core/api/live.ts";
import { Fact, type State } from "#lib/core/live/state.ts";
import { pool } from "#lib/store/client.ts";
import { badCursor, readCursor, writeCursor } from "#lib/store/cursor.ts";
import { mendedJson } from "./mend.ts";
import { readPastedFleet } from "./pasted/fleet.ts";

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
  readonly expiresAt: Date | null;
  readonly fact: unknown;
}

export interface CertificatePage {
  readonly rows: CertificateRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** What engines stored, and what people pasted where no engine has seen the same. */
const FROM = `FROM (
    SELECT "cluster_id", "subject", "state", "expires_at", "fact" FROM "observation_state"
      WHERE "kind" = 'certificate' AND ("expires_at" IS NOT NULL OR "state" = 'unknown')
    UNION ALL SELECT * FROM jsonb_to_recordset($4::jsonb)
      AS pasted("cluster_id" uuid, "subject" text, "state" text, "expires_at" timestamptz, "fact" jsonb)
  ) AS certificate JOIN "cluster" ON "cluster"."id" = certificate."cluster_id"
  WHERE ($1::text IS NULL OR "slug" = $1) AND ($2::text IS NULL OR "state" = $2)
  AND ($3::text IS NULL OR "fact"::text ILIKE $3 OR "slug" ILIKE $3)`;

/** What has no date stands behind all that have one. */
const NO_DATE = "infinity";
const DATE = `COALESCE("expires_at", '${NO_DATE}')`;

/** Certificates, next to expire first; at the end those that nobody could read, with the reason in their fact. */
export async function listCertificates({ slug, state, q, cursor, limit }: CertificateQuery): Promise<CertificatePage> {
  const like = q ? `%${q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const pasted = await pastedCertificates();
  const filter = [slug ?? null, state ?? null, like, mendedJson(pasted)];
  const [at = null, key = null] = readCursor(cursor, 2) ?? [];
  if (at !== null && at !== NO_DATE && Number.isNaN(Date.parse(at))) throw badCursor();
  const { rows } = await pool().query<Row>(
    `SELECT "slug", "name" AS "clusterName", "subject", "expires_at" AS "expiresAt", "fact" ${FROM}
     AND ($5::timestamptz IS NULL OR (${DATE}, "slug" || ' ' || "subject") > ($5::timestamptz, $6::text))
     ORDER BY ${DATE}, "slug" || ' ' || "subject" LIMIT $7`,
    [...filter, at, key, limit + 1],
  );
  const counted = await pool().query<{ total: number }>(`SELECT count(*)::int AS total ${FROM}`, filter);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows
      .slice(0, limit)
      .map(({ slug: of, clusterName, fact }) => ({ slug: of, clusterName, fact: Fact.parse(fact) })),
    nextCursor:
      last === undefined
        ? null
        : writeCursor([last.expiresAt?.toISOString() ?? NO_DATE, `${last.slug} ${last.subject}`]),
    total: counted.rows[0]?.total ?? 0,
  };
}

interface PastedRow {
  readonly cluster_id: string;
  readonly subject: string;
  readonly state: State;
  readonly expires_at: string;
  readonly fact: Fact;
}

/** Judged as of now, as the live page of each cluster does, so that what is too old is unknown here as well. */
async function pastedCertificates(): Promise<readonly PastedRow[]> {
  const fleet = await readPastedFleet(null, Date.now());
  const seen = await seenCertificates([...fleet.keys()]);
  return [...fleet].flatMap(([clusterId, { verdict }]) =>
    verdict.facts.flatMap((fact): PastedRow[] => {
      const { kind, subject, state, values } = fact;
      const { notAfterMs } = values;
      if (kind !== "certificate" || typeof notAfterMs !== "number" || seen.has(`${clusterId} ${subject}`)) return [];
      return [{ cluster_id: clusterId, subject, state, expires_at: new Date(notAfterMs).toISOString(), fact }];
    }),
  );
}

/** A connection that has ever seen a certificate speaks for it. */
async function seenCertificates(clusterIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (clusterIds.length === 0) return new Set();
  const { rows } = await pool().query<{ key: string }>(
    `SELECT "cluster_id" || ' ' || "subject" AS key FROM "observation_state"
     WHERE "cluster_id" = ANY($1::uuid[]) AND "kind" = 'certificate' AND "fact"->>'observedAtMs' IS NOT NULL`,
    [clusterIds],
  );
  return new Set(rows.map(({ key }) => key));
}

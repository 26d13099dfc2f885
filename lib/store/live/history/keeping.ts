import { webSettings } from "#lib/config/env.ts";
import type { Keeping } from "#lib/core/api/live.ts";
import { pool } from "#lib/store/client.ts";
import { ENGINE_GONE_SECONDS } from "#lib/store/live/engines.ts";

/** Reports are stored within half a second of being seen; one that waits for so long is held up. */
const LATE_MS = 4000;
/** A database behind a broken network refuses nothing: it just does not answer. */
const DEADLINE_MS = 3000;

export interface Sign {
  readonly keeping: Keeping;
  /** Newest sign of life of any engine, ms since the epoch; null when none ever ran or nobody can say. */
  readonly enginesBeatAtMs: number | null;
}

/** Whether what the engines see is stored. Never throws: a database that does not answer is an answer. */
export async function readKeeping(): Promise<Sign> {
  const found = await Promise.race([ask().catch(() => null), deadline()]);
  const enginesBeatAtMs = found?.at?.getTime() ?? null;
  if (webSettings().isDiskFull) return { keeping: "disk-full", enginesBeatAtMs };
  if (found === null) return { keeping: "away", enginesBeatAtMs };
  return { keeping: (found.backlogMs ?? 0) > LATE_MS ? "late" : "kept", enginesBeatAtMs };
}

async function ask(): Promise<{ readonly at: Date | null; readonly backlogMs: number | null }> {
  const { rows } = await pool().query<{ at: Date | null; backlogMs: number | null }>(
    `SELECT max("beat_at") AS at, max(("detail"->>'backlogMs')::float8)
       FILTER (WHERE "beat_at" > now() - make_interval(secs => $1)) AS "backlogMs" FROM "engine"`,
    [ENGINE_GONE_SECONDS],
  );
  return rows[0] ?? { at: null, backlogMs: null };
}

function deadline(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), DEADLINE_MS).unref());
}

import { routes } from "#lib/core/api/index.ts";
import { Unavailable } from "#lib/http/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { databaseHealth } from "#lib/store/health.ts";

/** A probe that asks every few seconds should ask again at its own pace. */
const RETRY_AFTER_S = 5;

export const GET = handle(routes.health, async () => {
  const database = await databaseHealth();
  const build = process.env.QUORATE_BUILD ?? "dev";
  if (database.isUp) return { status: "ok", database: "ok", build } as const;
  throw new Unavailable(RETRY_AFTER_S, {
    code: "database-down",
    detail: "The database does not answer. Pages and edits wait until it is back.",
    extra: { database: "failing", build },
  });
});

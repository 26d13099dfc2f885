import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { metricsText } from "#lib/http/metrics.ts";
import { databaseHealth } from "#lib/store/health.ts";
import { readEngines } from "#lib/store/live/engines.ts";

export const GET = handle(routes.metrics, async () => ({
  name: "metrics.txt",
  mediaType: "text/plain",
  bytes: metricsText(await databaseHealth(), await readEngines().catch(() => [])),
}));

import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { metricsText } from "#lib/http/metrics.ts";
import { databaseHealth } from "#lib/store/health.ts";

export const GET = handle(routes.metrics, async () => ({
  name: "metrics.txt",
  mediaType: "text/plain",
  bytes: metricsText(await databaseHealth()),
}));

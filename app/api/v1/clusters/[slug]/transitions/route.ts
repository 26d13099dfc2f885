import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { readCluster } from "#lib/store/clusters.ts";
import { listTransitions } from "#lib/store/live/transitions.ts";

export const GET = handle(routes.listTransitions, async ({ params, query }) => {
  await readCluster(params.slug);
  return listTransitions({ slug: params.slug, ...query });
});

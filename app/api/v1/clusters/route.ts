import { routes } from "#lib/core/api/index.ts";
import { actorOf } from "#lib/http/actor.ts";
import { handle } from "#lib/http/handle.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { listMargins } from "#lib/store/verdicts.ts";

export const GET = handle(routes.listClusters, async ({ query }) => listMargins(query));

export const POST = handle(routes.addCluster, async (call) => addCluster({ ...call.body, actor: actorOf(call) }));

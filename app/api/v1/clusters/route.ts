import { routes } from "#lib/core/api/index.ts";
import { actorOf } from "#lib/http/actor.ts";
import { handle } from "#lib/http/handle.ts";
import { addCluster, listClusters } from "#lib/store/clusters.ts";

export const GET = handle(routes.listClusters, async ({ query }) => listClusters(query));

export const POST = handle(routes.addCluster, async (call) => addCluster({ ...call.body, actor: actorOf(call) }));

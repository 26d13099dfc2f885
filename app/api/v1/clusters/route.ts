import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { listMargins } from "#lib/store/verdicts.ts";

export const GET = handle(routes.listClusters, async ({ query }) => listMargins(query));

export const POST = handle(routes.addCluster, async (call) => addCluster({ ...call.body, actor: actorOf(call) }));

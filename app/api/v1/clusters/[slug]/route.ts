import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { changeCluster, readCluster, removeCluster } from "#lib/store/clusters.ts";

export const GET = handle(routes.getCluster, async ({ params }) => readCluster(params.slug));

export const PATCH = handle(routes.changeCluster, async (call) =>
  changeCluster(call.params.slug, { ...call.body, actor: actorOf(call) }),
);

export const DELETE = handle(routes.removeCluster, async (call) => {
  await removeCluster(call.params.slug, actorOf(call));
  return undefined;
});

import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { addMaintenance, listMaintenance } from "#lib/store/live/attention.ts";

export const GET = handle(routes.listMaintenance, async ({ params }) => ({ rows: await listMaintenance(params.slug) }));

export const POST = handle(routes.addMaintenance, async (call) =>
  addMaintenance(call.params.slug, { ...call.body, actor: actorOf(call) }),
);

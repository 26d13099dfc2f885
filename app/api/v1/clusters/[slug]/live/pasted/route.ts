import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { pasteOutputs, removePasted } from "#lib/store/live/pasted/paste.ts";

export const POST = handle(routes.pasteOutputs, async (call) =>
  pasteOutputs(call.params.slug, call.body.texts, actorOf(call)),
);

export const DELETE = handle(routes.removePasted, async (call) => {
  await removePasted(call.params.slug, actorOf(call));
  return undefined;
});

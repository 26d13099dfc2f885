import { issueToken } from "#lib/auth/api-tokens.ts";
import { routes } from "#lib/core/api/index.ts";
import { BadInput } from "#lib/http/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { listTokens } from "#lib/store/people/tokens.ts";

export const GET = handle(routes.listTokens, async ({ query }) => listTokens(query));

export const POST = handle(routes.addToken, async (call) => {
  const { name, role } = call.body;
  const expiresAt = call.body.expiresAt === null ? null : new Date(call.body.expiresAt);
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) throw inThePast();
  return issueToken({ name, role, expiresAt }, actorOf(call));
});

function inThePast(): BadInput {
  const message = "This is in the past.";
  return new BadInput({
    code: "invalid-input",
    detail: "The token would have ended before it began. Choose a later end; nothing was created.",
    extra: { errors: [{ path: "expiresAt", code: "in-the-past", message }] },
  });
}

import { hashPassword } from "#lib/auth/credentials/password.ts";
import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { changeUser } from "#lib/store/people/users.ts";

export const PATCH = handle(routes.changeUser, async (call) => {
  const { password, ...patch } = call.body;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return changeUser(call.params.id, { ...patch, passwordHash }, actorOf(call));
});

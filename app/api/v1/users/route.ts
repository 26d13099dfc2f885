import { hashPassword } from "#lib/auth/credentials/password.ts";
import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { addUser, listUsers } from "#lib/store/people/users.ts";

export const GET = handle(routes.listUsers, async ({ query }) => listUsers(query));

export const POST = handle(routes.addUser, async (call) => {
  const { name, role, password } = call.body;
  return addUser({ name, role, passwordHash: await hashPassword(password) }, actorOf(call));
});

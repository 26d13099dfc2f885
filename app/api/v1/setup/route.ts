import { sessionCookie } from "#lib/auth/cookie.ts";
import { setUp } from "#lib/auth/setup.ts";
import { routes } from "#lib/core/api/index.ts";
import { Refused } from "#lib/http/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { meOf } from "#lib/http/request/actor.ts";

export const POST = handle(routes.setUp, async ({ body, request, ip, requestId, headers }) => {
  const signedIn = await setUp(body, { ip, requestId });
  if (signedIn === null) {
    throw new Refused({
      code: "setup-closed",
      detail:
        "This set-up link is not valid: it was used, or Quorate was started again. Use the link of the last start.",
    });
  }
  headers.append("set-cookie", sessionCookie(signedIn.token, request.headers));
  return meOf(signedIn.principal);
});

import { endedCookie, sessionCookie, sessionTokenOf } from "#lib/auth/cookie.ts";
import { signIn, signOut } from "#lib/auth/sign-in.ts";
import { routes } from "#lib/core/api/index.ts";
import { NotSignedIn, TooMany } from "#lib/http/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { meOf } from "#lib/http/request/actor.ts";

export const GET = handle(routes.me, async ({ principal }) => meOf(principal));

export const POST = handle(routes.signIn, async ({ body, request, ip, requestId, headers }) => {
  const formerToken = sessionTokenOf(request.headers);
  const outcome = await signIn({ ...body, formerToken }, { ip, requestId });
  switch (outcome.kind) {
    case "signed-in":
      headers.append("set-cookie", sessionCookie(outcome.token, request.headers));
      return meOf(outcome.principal);
    case "refused":
      throw new NotSignedIn({
        code: "wrong-credentials",
        detail: "Name and password do not match, or the person is disabled. Check both and try again.",
      });
    case "wait":
      throw new TooMany(outcome.retryAfterS, {
        code: "too-many-sign-ins",
        detail: `Too many wrong passwords for this name. Wait ${outcome.retryAfterS} s and try again.`,
      });
  }
});

export const DELETE = handle(routes.signOut, async ({ principal, request, ip, requestId, headers }) => {
  const token = sessionTokenOf(request.headers);
  if (principal.kind === "token" || token === null) return;
  await signOut(token, principal, { ip, requestId });
  headers.append("set-cookie", endedCookie(request.headers));
});

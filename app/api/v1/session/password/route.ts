import { sessionTokenOf } from "#lib/auth/cookie.ts";
import { changeOwnPassword } from "#lib/auth/sign-in.ts";
import { routes } from "#lib/core/api/index.ts";
import { BadInput, Refused } from "#lib/http/errors.ts";
import { handle } from "#lib/http/handle.ts";

export const PUT = handle(routes.changeOwnPassword, async ({ principal, body, request, ip, requestId }) => {
  if (principal.kind === "token") {
    throw new Refused({ code: "not-a-person", detail: "An API token has no password. Sign in as the person." });
  }
  const token = sessionTokenOf(request.headers);
  const isChanged = await changeOwnPassword({ principal, token, ...body }, { ip, requestId });
  if (isChanged) return;
  const message = "The current password is not right.";
  throw new BadInput({
    code: "wrong-password",
    detail: `${message} Type it again; nothing was changed.`,
    extra: { errors: [{ path: "current", code: "wrong-password", message }] },
  });
});

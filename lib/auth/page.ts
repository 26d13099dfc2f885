import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { UserRole } from "#lib/core/api/access.ts";
import { identify } from "./identify.ts";
import { isAllowed, type Principal } from "./principal.ts";
import { safeNext } from "./safe-next.ts";
import { isSetupOpen } from "./setup.ts";

/** Set by proxy.ts; without it a person lands on the front page after signing in, and nothing else changes. */
const PATH_HEADER = "x-quorate-path";

/**
 * Who looks at this page. Nobody signed in: off to the sign-in page, or to set-up while there are no people yet. A role
 * below `minRole`: there is no such page. Every page calls this or `openPage` (`lib/http/verify-routes.ts`).
 */
export async function requirePage(minRole: UserRole = "viewer"): Promise<Principal> {
  const sent = await headers();
  const principal = await identify(sent);
  if (principal === null) return redirect(await entryPath(safeNext(sent.get(PATH_HEADER))));
  return isAllowed(principal.role, minRole) ? principal : notFound();
}

/** Declares a page that anyone may see, and tells who looks at it and whether the first admin is still to be made. */
export async function openPage(): Promise<{ readonly principal: Principal | null; readonly isSetupOpen: boolean }> {
  const principal = await identify(await headers());
  return { principal, isSetupOpen: principal === null && (await isSetupOpen()) };
}

async function entryPath(next: string): Promise<string> {
  if (await isSetupOpen()) return "/setup";
  return next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
}

import { Refused } from "#lib/http/errors.ts";
import { ownOrigin } from "./caller.ts";

/** What the check needs to know of a request beyond its headers. */
export interface Credentials {
  readonly hasBearer: boolean;
  readonly hasSessionCookie: boolean;
}

/**
 * Throws `Refused` when a write may come from another site's page. Browsers send `Origin` with every write, so
 * its absence means a program; a program with a session cookie must still say where it comes from.
 */
export function refuseCrossSite(headers: Headers, credentials: Credentials): void {
  if (credentials.hasBearer && !credentials.hasSessionCookie) return;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site !== null && site !== "same-origin") throw crossSite(`Sec-Fetch-Site is "${site.slice(0, 20)}"`);
  if (origin !== null && origin.toLowerCase() !== ownOrigin(headers)) {
    throw crossSite(`Origin is not ${ownOrigin(headers)}`);
  }
  if (site === null && origin === null && credentials.hasSessionCookie) {
    throw crossSite("neither Origin nor Sec-Fetch-Site was sent with the session cookie");
  }
}

function crossSite(evidence: string): Refused {
  return new Refused({
    code: "cross-site",
    detail: `This write was refused because it may come from another site: ${evidence}. Programs use an API token without cookies.`,
  });
}

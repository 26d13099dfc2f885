import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isOverTls } from "#lib/auth/cookie.ts";
import { pagePolicy, safetyHeaders } from "#lib/http/headers.ts";

/** Adds response headers and the CSP nonce to pages. Never an access decision: each page and route makes its own. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development");
  const { pathname, search } = request.nextUrl;
  const sent = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the policy; our layout reads it from `x-nonce`.
  sent.set("content-security-policy", policy);
  sent.set("x-nonce", nonce);
  sent.set("x-quorate-path", pathname + search);
  const answer = NextResponse.next({ request: { headers: sent } });
  answer.headers.set("content-security-policy", policy);
  for (const [name, value] of safetyHeaders(isOverTls(request.headers))) answer.headers.set(name, value);
  return answer;
}

/** API answers carry their own headers; files of the build need none. */
export const config = { matcher: "/((?!api/v1/|_next/static/|favicon.ico|icon.svg).*)" };

import { isOverTls } from "#lib/auth/cookie.ts";

/** One year, in seconds. */
const HSTS_MAX_AGE_S = 31_536_000;

/** Headers of every answer, page or API. HSTS only when the connection is TLS: over plain loopback it would lock people out. */
export function safetyHeaders(isTls: boolean): readonly (readonly [string, string])[] {
  const always = [
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"],
  ] as const;
  return isTls ? [...always, ["strict-transport-security", `max-age=${HSTS_MAX_AGE_S}`]] : always;
}

/** Policy of a page. Scripts run by nonce alone; `isDev` lets React's development build evaluate its stack frames. */
export function pagePolicy(nonce: string, isDev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    // React Flow and the virtual table position by style attributes; style elements still need the nonce.
    `style-src-elem 'self'${isDev ? " 'unsafe-inline'" : ` 'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Policy of a JSON answer: nothing in it may ever run. */
const JSON_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Policy of a file that a browser may show, such as a drawing: styles only, no script, framed by our own preview at most. */
export const FILE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox allow-modals";

/** The headers that every API answer starts from. */
export function answerHeaders(request: Headers, requestId: string): Headers {
  const headers = new Headers();
  for (const [name, value] of safetyHeaders(isOverTls(request))) headers.set(name, value);
  headers.set("cache-control", "no-store");
  headers.set("content-security-policy", JSON_POLICY);
  headers.set("x-request-id", requestId);
  return headers;
}

/** Absolute life of a session, and of its cookie. */
export const SESSION_MAX_S = 7 * 24 * 3600;

/** True when the person's connection ends in TLS. Only our own edge reaches Next, and it overwrites this header. */
export function isOverTls(headers: Headers): boolean {
  return headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim() === "https";
}

/** Over TLS the browser itself refuses a `__Host-` cookie that another host or plain HTTP tries to set. */
function cookieName(isSecure: boolean): string {
  return isSecure ? "__Host-quorate" : "quorate";
}

/** The session token in the request's cookies, or null. */
export function sessionTokenOf(headers: Headers): string | null {
  const name = cookieName(isOverTls(headers));
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [key, value] = pair.split("=", 2);
    if (key?.trim() === name && value !== undefined && value.trim() !== "") return value.trim();
  }
  return null;
}

/** The Set-Cookie value that hands a new session to the browser that sent these headers. */
export function sessionCookie(token: string, request: Headers): string {
  return cookieText(token, isOverTls(request), SESSION_MAX_S);
}

/** The Set-Cookie value that takes it away again. */
export function endedCookie(request: Headers): string {
  return cookieText("", isOverTls(request), 0);
}

function cookieText(value: string, isSecure: boolean, maxAgeS: number): string {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Lax", `Max-Age=${maxAgeS}`, ...(isSecure ? ["Secure"] : [])];
  return [`${cookieName(isSecure)}=${value}`, ...attributes].join("; ");
}

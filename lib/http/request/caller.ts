import { isIPv6 } from "node:net";
import { isOverTls } from "#lib/auth/cookie.ts";

/** Only our own network edge reaches Next, and it overwrites these headers; that is why they can be believed. */
const FORWARDED_FOR = "x-forwarded-for";
const FORWARDED_HOST = "x-forwarded-host";

/** The address the person typed, as an origin: `https://quorate.example:4600`. */
export function ownOrigin(headers: Headers): string {
  const host = lastOf(headers.get(FORWARDED_HOST)) ?? headers.get("host") ?? "localhost";
  return `${isOverTls(headers) ? "https" : "http"}://${host}`.toLowerCase();
}

/** The caller's address; `unknown` only when a handler is called without the edge. */
export function callerIp(headers: Headers): string {
  const ip = lastOf(headers.get(FORWARDED_FOR)) ?? "unknown";
  return ip.startsWith("::ffff:") ? ip.slice("::ffff:".length) : ip;
}

/** What rate limits count by. One IPv6 subscriber owns a whole /64, so its addresses count as one. */
export function limitKey(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [head = "", tail = ""] = ip.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = ip.includes("::") ? Array.from({ length: 8 - left.length - right.length }, () => "0") : [];
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}

// A proxy appends, so the last value is the one written nearest to us.
function lastOf(header: string | null): string | null {
  return header?.split(",").at(-1)?.trim() || null;
}

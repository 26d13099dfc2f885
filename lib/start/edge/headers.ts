import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** What the edge knows about a request; web believes this and nothing else. */
export interface Caller {
  readonly scheme: "http" | "https";
  /** Host as the browser's address bar has it, with port. */
  readonly host: string;
  readonly ip: string;
}

export interface Arrival {
  readonly headers: IncomingHttpHeaders;
  readonly peer: string;
  readonly isEncrypted: boolean;
}

/** RFC 9110 7.6.1: these speak about one connection, not about the message. HTTP/2 forbids them. */
const PER_CONNECTION = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "http2-settings",
]);

/** Names that steer Next or our own code from outside. Only the edge may set them. */
const FORGEABLE = /^(?:x-forwarded-|x-middleware-|x-quorate-|x-invoke-|x-matched-path$|x-real-ip$|forwarded$)/;

/** Headers for web: the caller's own, less what could be forged, plus what the edge knows. */
export function requestHeaders(incoming: IncomingHttpHeaders, caller: Caller): OutgoingHttpHeaders {
  const passed = passedHeaders(incoming, (name) => FORGEABLE.test(name));
  // A compressed event stream would wait in the compressor's buffer.
  if (String(incoming.accept ?? "").includes("text/event-stream")) delete passed["accept-encoding"];
  return {
    ...passed,
    host: caller.host,
    "x-forwarded-for": caller.ip,
    "x-forwarded-proto": caller.scheme,
    "x-forwarded-host": caller.host,
  };
}

/** Headers for the caller. */
export function responseHeaders(outgoing: IncomingHttpHeaders): OutgoingHttpHeaders {
  return passedHeaders(outgoing, (name) => name.startsWith("x-middleware-"));
}

/** Who calls, from the connection; from the last hop of a reverse proxy only when one is declared. */
export function callerOf(arrival: Arrival, proxyOrigin: URL | null): Caller {
  const { headers, isEncrypted } = arrival;
  const peer = plainAddress(arrival.peer);
  const host = headers[":authority"]?.toString() ?? headers.host ?? "";
  const lastHop = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  // Behind a declared proxy, only a person on this very machine comes without the proxy's mark.
  const isDirect = !lastHop && host !== proxyOrigin?.host && (peer === "::1" || peer.startsWith("127."));
  if (proxyOrigin === null || isDirect) return { scheme: isEncrypted ? "https" : "http", host, ip: peer };
  return { scheme: "https", host: proxyOrigin.host, ip: lastHop && isIP(lastHop) ? plainAddress(lastHop) : peer };
}

function passedHeaders(headers: IncomingHttpHeaders, isDropped: (name: string) => boolean): OutgoingHttpHeaders {
  const named = new Set(
    String(headers.connection ?? "")
      .toLowerCase()
      .split(/\s*,\s*/),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !name.startsWith(":") && !PER_CONNECTION.has(name) && !named.has(name) && !isDropped(name),
    ),
  );
}

/** An IPv4 caller on a dual-stack listener shows up as an IPv6 address. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

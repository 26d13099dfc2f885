import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createSecureServer, type Http2SecureServer } from "node:http2";
import { codeOf, reasonOf, StartProblem } from "#lib/start/problem.ts";
import { isLoopback } from "#lib/start/settings.ts";
import type { Certificate } from "./certificate.ts";
import { type Incoming, REQUEST_TIMEOUT_MS } from "./forward.ts";
import type { Answer } from "./refusals.ts";
import { endVanished } from "./vanished.ts";

type Handler = (incoming: Incoming, answer: Answer) => void;

const HEADERS_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 75_000;
const STREAMS_MAX = 128;
const HEADER_MAX_BYTES = 16 * 1024;
/** 2,000 event streams, and as many short requests beside them. */
const CONNECTIONS_MAX = 4096;

/** Against callers that send a byte now and then; the default looks at them every 30 s only. */
const HTTP1_LIMITS = { maxHeaderSize: HEADER_MAX_BYTES, connectionsCheckingInterval: 2000 };
const TIMEOUTS = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: IDLE_TIMEOUT_MS,
};

/** HTTP/1.1 without TLS: loopback, or behind a declared proxy. */
export function plainServer(handle: Handler): Server {
  const server = createServer({ ...HTTP1_LIMITS, ...TIMEOUTS }, handle);
  server.maxConnections = CONNECTIONS_MAX;
  return server;
}

/** TLS with HTTP/2; command-line clients may speak HTTP/1.1, over TLS all the same. */
export function secureServer({ cert, key }: Certificate, handle: Handler): Http2SecureServer {
  const settings = { maxConcurrentStreams: STREAMS_MAX, maxHeaderListSize: HEADER_MAX_BYTES };
  const server = createSecureServer(
    {
      ...HTTP1_LIMITS,
      cert,
      key,
      minVersion: "TLSv1.2",
      allowHTTP1: true,
      handshakeTimeout: HEADERS_TIMEOUT_MS,
      settings,
    },
    handle,
  );
  Object.assign(server, TIMEOUTS, { maxConnections: CONNECTIONS_MAX });
  server.on("session", (session) => {
    session.setTimeout(IDLE_TIMEOUT_MS, () => session.close());
    session.on("error", () => session.destroy());
    endVanished(session);
  });
  server.on("tlsClientError", (_cause, socket) => socket.destroy());
  return server;
}

export async function listen(server: Server | Http2SecureServer, host: string, port: number): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (cause) {
    const where = isLoopback(host) ? `Port ${port}` : `Port ${port} on ${host}`;
    const why =
      codeOf(cause) === "EADDRINUSE" ? "is in use by another program" : `cannot be opened: ${reasonOf(cause)}`;
    throw new StartProblem(`${where} ${why}. Free it, or choose another with PORT or HOST.`, cause);
  }
}

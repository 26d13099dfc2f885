import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import next from "next";
import * as z from "zod";
import { wrongMethod } from "#lib/http/request/wrong-method.ts";
import { prepareSurvive } from "#lib/http/survive/thread.ts";

const Place = z.object({
  QUORATE_WEB_SOCKET: z.string(),
  NODE_ENV: z.enum(["production", "development"]),
  PORT: z.coerce.number(),
});

const Told = z.object({ env: z.record(z.string(), z.string()) });

const CLOSE_TIMEOUT_MS = 5000;
/** The engine's thread rehearses on a whole core: not while the first page is being made. */
const FIRST_PAGE_MS = 2000;

/** The web process: Next behind a Unix socket that only the edge of the same account can reach. */
const place = Place.parse(process.env);
const app = next({
  dev: place.NODE_ENV === "development",
  dir: process.cwd(),
  hostname: "localhost",
  port: place.PORT,
});
await app.prepare();
const answer = app.getRequestHandler();
const server = createServer((request, response) => {
  const refused = wrongMethod({ method: request.method ?? "GET", url: request.url ?? "/" });
  if (refused === null) void answer(request, response);
  else void send(response, refused);
});
server.on("upgrade", app.getUpgradeHandler());
// The edge keeps its connections for reuse; closing them here would race with the next request on them.
server.keepAliveTimeout = 0;
server.requestTimeout = 0;
server.listen(place.QUORATE_WEB_SOCKET, () => {
  process.send?.("ready");
  setTimeout(prepareSurvive, FIRST_PAGE_MS).unref();
});

// A certificate is renewed while we run.
process.on("message", (message) => Object.assign(process.env, Told.parse(message).env));
// Ctrl-C reaches the whole terminal group; the supervisor decides when web ends.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", close);
// The supervisor is gone, even by kill -9: without an edge nobody can reach us.
process.on("disconnect", () => process.exit(0));

async function send(response: ServerResponse, { status, headers, body }: Response): Promise<void> {
  response.writeHead(status, Object.fromEntries(headers));
  response.end(body === null ? "" : await text(body));
}

function close(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), CLOSE_TIMEOUT_MS).unref();
}

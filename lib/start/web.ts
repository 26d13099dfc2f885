import { createServer } from "node:http";
import next from "next";
import * as z from "zod";

const Place = z.object({
  QUORATE_WEB_SOCKET: z.string(),
  NODE_ENV: z.enum(["production", "development"]),
  PORT: z.coerce.number(),
});

const Told = z.object({ env: z.record(z.string(), z.string()) });

const CLOSE_TIMEOUT_MS = 5000;

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
const server = createServer((request, response) => void answer(request, response));
server.on("upgrade", app.getUpgradeHandler());
// The edge keeps its connections for reuse; closing them here would race with the next request on them.
server.keepAliveTimeout = 0;
server.requestTimeout = 0;
server.listen(place.QUORATE_WEB_SOCKET, () => process.send?.("ready"));

// A certificate is renewed while we run.
process.on("message", (message) => Object.assign(process.env, Told.parse(message).env));
// Ctrl-C reaches the whole terminal group; the supervisor decides when web ends.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", close);
// The supervisor is gone, even by kill -9: without an edge nobody can reach us.
process.on("disconnect", () => process.exit(0));

function close(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), CLOSE_TIMEOUT_MS).unref();
}

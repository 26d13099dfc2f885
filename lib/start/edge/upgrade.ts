import { connect } from "node:net";
import type { Duplex } from "node:stream";
import type { Incoming } from "./forward.ts";
import { type Caller, requestHeaders } from "./headers.ts";

/** Joins an upgraded connection (hot reload of the development server) with one to web. */
export function forwardUpgrade(incoming: Incoming, socket: Duplex, to: { socketPath: string; caller: Caller }): void {
  const asked = { connection: "Upgrade", upgrade: incoming.headers.upgrade };
  const lines = Object.entries({ ...requestHeaders(incoming.headers, to.caller), ...asked });
  const web = connect(to.socketPath, () => {
    web.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
    socket.pipe(web).pipe(socket);
  });
  web.on("error", () => socket.destroy());
  socket.on("error", () => web.destroy());
}

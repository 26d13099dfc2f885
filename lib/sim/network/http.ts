import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** kube-apiserver keeps an idle connection for 90 s. */
const KEEP_ALIVE_MS = 90_000;

/** One parser for every simulated server of the process: it never listens, connections are handed to it. */
const handlers = new WeakMap<Duplex, Handler>();
const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, (request, response) => {
  handlers.get(request.socket)?.(request, response);
});

export function serveHttp(socket: Duplex, handler: Handler): void {
  handlers.set(socket, handler);
  server.emit("connection", socket);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Misbehaviour } from "#lib/sim/fault.ts";

const DRIP_MS = 500;
const CHUNK = Buffer.alloc(64 * 1024, 0x20);
const HUGE_BYTES = 40 * 1024 * 1024;
const HEADER_BYTES = 1024 * 1024;
/** 10 MB of zeros in 10 kB. */
const BOMB_BYTES = 10 * 1024 * 1024;
const JSON_TYPE = { "content-type": "application/json" };

type Act = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers as no server should. */
const ACTS: Readonly<Record<Misbehaviour, Act>> = {
  silent: () => undefined,
  drip: (_request, response) => drip(response),
  "endless-body": (_request, response) => pour(response, Number.POSITIVE_INFINITY),
  "huge-body": (_request, response) => pour(response, HUGE_BYTES),
  "malformed-json": (_request, response) => {
    response.writeHead(200, JSON_TYPE).end('{"items":[{"metadata":');
  },
  truncated: ({ socket }) => {
    socket.end("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{");
  },
  "gzip-bomb": (_request, response) => {
    response.writeHead(200, { ...JSON_TYPE, "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(BOMB_BYTES)));
  },
  "huge-header": ({ socket }) => {
    socket.end(`HTTP/1.1 200 OK\r\nx-filler: ${"a".repeat(HEADER_BYTES)}\r\n\r\n`);
  },
  "wrong-content-type": (_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<html><body>sign in</body></html>");
  },
  redirect: (_request, response) => {
    response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  },
  reset: ({ socket }) => {
    socket.destroy();
  },
  "not-http": ({ socket }) => {
    socket.end("SSH-2.0-OpenSSH_9.2\r\n");
  },
};

export function misbehave(how: Misbehaviour, request: IncomingMessage, response: ServerResponse): void {
  ACTS[how](request, response);
}

/** One byte at a time: each restarts every timeout but a total one. */
function drip(response: ServerResponse): void {
  response.writeHead(200, JSON_TYPE);
  const timer = setInterval(() => response.write(" "), DRIP_MS);
  response.once("close", () => clearInterval(timer));
}

function pour(response: ServerResponse, bytes: number): void {
  response.writeHead(200, JSON_TYPE);
  let left = bytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= CHUNK.length;
      if (response.write(CHUNK)) continue;
      response.once("drain", more);
      return;
    }
    response.end();
  };
  more();
}

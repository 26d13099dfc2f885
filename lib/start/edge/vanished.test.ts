import { once } from "node:events";
import { type ClientHttp2Session, connect, createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import { connect as connectTcp, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { endVanished } from "./vanished.ts";

const EVERY_MS = 100;
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function portOf(server: Server | Http2Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A way to the server on which, once frozen, nothing passes and nothing is closed: as when the peer lost its network. */
async function wayTo(port: number) {
  const sockets: Socket[] = [];
  const relay = createTcpServer((near) => {
    const far = connectTcp(port, "127.0.0.1");
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.pipe(far);
    far.pipe(near);
  });
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  return {
    port: await portOf(relay),
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}

async function watched() {
  const server = createServer();
  server.on("session", (session) => endVanished(session, EVERY_MS));
  const opened = Promise.withResolvers<ServerHttp2Stream>();
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    stream.respond({ ":status": 200 });
    stream.write("data: first\n\n");
    opened.resolve(stream);
  });
  const way = await wayTo(await portOf(server));
  const client: ClientHttp2Session = connect(`http://127.0.0.1:${way.port}`);
  client.on("error", () => undefined);
  ends.push(() => client.destroy());
  return { client, way, opened: opened.promise };
}

test("a stream whose peer vanished without a word is closed after two intervals", async () => {
  const { client, way, opened } = await watched();
  client.request({ ":path": "/" }).resume();
  const stream = await opened;
  way.freeze();
  const closed = once(stream, "close").then(() => "closed");
  expect(await Promise.race([closed, sleep(20 * EVERY_MS, "open")])).toBe("closed");
});

test("a peer that answers keeps its stream, and a session without a stream is left alone", async () => {
  const { client, opened } = await watched();
  await once(client, "connect");
  let asked = 0;
  client.on("ping", () => (asked += 1));
  await sleep(5 * EVERY_MS);
  expect(asked).toBe(0);
  client.request({ ":path": "/" }).resume();
  const stream = await opened;
  await sleep(8 * EVERY_MS);
  expect(stream.closed).toBe(false);
  expect(asked).toBeGreaterThan(1);
});

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { request as secureRequest } from "node:https";
import { connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFolder } from "#lib/config/data-folder.ts";
import { type Certificate, ensureCertificate } from "./certificate.ts";
import { type Edge, startEdge } from "./edge.ts";

const MIB = 1024 * 1024;

let folder: string;
let web: Server;
let certificate: Certificate;
const edges: Edge[] = [];

/** Stands where Next stands: answers with what arrived. */
function answerWithWhatArrived(incoming: IncomingMessage, answer: import("node:http").ServerResponse): void {
  if (incoming.url === "/events") {
    answer.writeHead(200, { "content-type": "text/event-stream" });
    answer.write("data: first\n\n");
    incoming.on("close", () => web.emit("left"));
    return;
  }
  let bytes = 0;
  incoming.on("data", (chunk) => (bytes += chunk.length));
  incoming.on("end", () => {
    answer.setHeader("keep-alive", "timeout=5");
    answer.end(JSON.stringify({ method: incoming.method, url: incoming.url, headers: incoming.headers, bytes }));
  });
}

async function open(options: { isSecure?: boolean; origin?: string; hosts?: string[] } = {}): Promise<number> {
  const probe = createTcpServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  probe.close();
  const origin = options.origin === undefined ? null : new URL(options.origin);
  const edge = await startEdge({
    settings: { host: "127.0.0.1", port, hosts: options.hosts ?? [], origin },
    certificate: options.isSecure ? certificate : null,
    hasUpgrades: false,
  });
  edge.open(join(folder, "web.sock"));
  edges.push(edge);
  return port;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer;
}

async function send(
  port: number,
  sent: Sent = {},
): Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }> {
  const outgoing = request({ port, host: "127.0.0.1", path: "/", agent: false, ...sent });
  outgoing.on("error", () => undefined);
  outgoing.end(sent.body);
  const [answer]: [IncomingMessage] = await once(outgoing, "response").then(([first]) => [first]);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "quorate-edge-"));
  certificate = await ensureCertificate(dataFolder({ QUORATE_DATA: folder }), "127.0.0.1", Date.now());
  web = createServer(answerWithWhatArrived).listen(join(folder, "web.sock"));
  await once(web, "listening");
});

afterAll(() => {
  for (const edge of edges) edge.close();
  web.closeAllConnections();
  web.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("The network edge on loopback", () => {
  it("tells web who calls, and drops what a caller forged", async () => {
    const port = await open();
    const forged = {
      "x-forwarded-for": "10.9.9.9",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "evil.example",
      "x-middleware-subrequest": "proxy",
      "x-quorate-user": "admin",
      "x-real-ip": "10.9.9.9",
      forwarded: "for=10.9.9.9",
      "x-kept": "yes",
    };
    const { headers } = JSON.parse((await send(port, { headers: forged })).body);
    expect(headers).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-host": `127.0.0.1:${port}`,
      "x-kept": "yes",
    });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["x-middleware-subrequest"]));
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["x-quorate-user"]));
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["forwarded"]));
  });

  it.each([
    ["127.0.0.1:4600", 200],
    ["localhost", 200],
    ["LOCALHOST.:80", 200],
    ["[::1]:4600", 200],
    ["planner.example:8443", 200],
    ["evil.example", 421],
    ["127.0.0.1.evil.example", 421],
    ["localhost@evil.example", 421],
    [" ", 421],
  ])("answers a request for the host %j with %i", async (host, status) => {
    const port = await open({ hosts: ["planner.example"] });
    expect((await send(port, { headers: { host } })).status).toBe(status);
  });

  it("says in a problem document why it does not answer for a foreign host", async () => {
    const answer = await send(await open(), { headers: { host: "evil.example" } });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(answer.body)).toMatchObject({ status: 421, code: "host-not-allowed" });
  });

  it("refuses an absolute address in the request line", async () => {
    expect((await send(await open(), { path: "http://evil.example/" })).status).toBe(400);
  });

  it("passes a body on whole, with a length or in chunks, for every method", async () => {
    const port = await open();
    for (const method of ["POST", "PUT", "DELETE"]) {
      const body = Buffer.alloc(3 * MIB, "x");
      const sized = { method, body, headers: { "content-length": String(body.length) } };
      const chunked = { method, body, headers: { "transfer-encoding": "chunked" } };
      expect(JSON.parse((await send(port, sized)).body)).toMatchObject({ method, bytes: 3 * MIB });
      expect(JSON.parse((await send(port, chunked)).body)).toMatchObject({ method, bytes: 3 * MIB });
    }
  });

  it("refuses a body over 16 MB by its length, and in chunks as soon as it is over", async () => {
    const port = await open();
    const body = Buffer.alloc(16 * MIB + 1);
    const sized = { method: "POST", body, headers: { "content-length": String(body.length) } };
    expect((await send(port, sized)).status).toBe(413);
    expect((await send(port, { method: "POST", body, headers: { "transfer-encoding": "chunked" } })).status).toBe(413);
  });

  it("refuses a head over 16 kB", async () => {
    expect((await send(await open(), { headers: { "x-long": "x".repeat(17_000) } })).status).toBe(431);
  });

  it("streams events as they come, and tells web when the reader leaves", async () => {
    const port = await open();
    const outgoing = request({ port, path: "/events", headers: { accept: "text/event-stream" }, agent: false }).end();
    outgoing.on("error", () => undefined);
    const [answer] = await once(outgoing, "response");
    const [chunk] = await once(answer, "data");
    expect(String(chunk)).toBe("data: first\n\n");
    const left = once(web, "left");
    outgoing.destroy();
    await left;
  });

  it("says that the port is in use, in one line", async () => {
    const port = await open();
    const again = startEdge({
      settings: { host: "127.0.0.1", port, hosts: [], origin: null },
      certificate: null,
      hasUpgrades: false,
    });
    await expect(again).rejects.toThrow(`Port ${port} is in use by another program.`);
  });
});

describe("The network edge behind a declared proxy", () => {
  it("believes the proxy's last hop and answers for its name over https", async () => {
    const port = await open({ origin: "https://quorate.example" });
    const proxied = { host: "quorate.example", "x-forwarded-for": "6.6.6.6, 203.0.113.7" };
    expect(JSON.parse((await send(port, { headers: proxied })).body).headers).toMatchObject({
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "quorate.example",
    });
  });

  it("sees a person on the machine itself as such", async () => {
    const port = await open({ origin: "https://quorate.example" });
    expect(JSON.parse((await send(port)).body).headers).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
    });
  });

  it("does not take a hop that is no address", async () => {
    const port = await open({ origin: "https://quorate.example" });
    const proxied = { host: "quorate.example", "x-forwarded-for": "<script>" };
    expect(JSON.parse((await send(port, { headers: proxied })).body).headers["x-forwarded-for"]).toBe("127.0.0.1");
  });
});

describe("The network edge over TLS", () => {
  it("speaks HTTP/2 and says so to web as https", async () => {
    const port = await open({ isSecure: true });
    const session = connectHttp2(`https://127.0.0.1:${port}`, { ca: certificate.cert });
    const stream = session.request({ ":path": "/x?y=1", ":method": "POST" });
    stream.end(Buffer.alloc(MIB));
    const body = JSON.parse(await text(stream));
    expect(session.alpnProtocol).toBe("h2");
    expect(body).toMatchObject({ method: "POST", url: "/x?y=1", bytes: MIB });
    expect(body.headers).toMatchObject({ "x-forwarded-proto": "https", "x-forwarded-host": `127.0.0.1:${port}` });
    session.close();
  });

  it("checks the host of HTTP/2 requests too", async () => {
    const port = await open({ isSecure: true });
    const session = connectHttp2(`https://127.0.0.1:${port}`, { ca: certificate.cert });
    const stream = session.request({ ":path": "/", ":authority": "evil.example" });
    const [headers] = await once(stream, "response");
    expect(headers[":status"]).toBe(421);
    session.close();
  });

  it("serves command-line clients of HTTP/1.1 over TLS", async () => {
    const port = await open({ isSecure: true });
    const outgoing = secureRequest({ port, host: "127.0.0.1", ca: certificate.cert, agent: false }).end();
    const [answer] = await once(outgoing, "response");
    expect(JSON.parse(await text(answer)).headers["x-forwarded-proto"]).toBe("https");
  });

  it("serves nothing over plain HTTP", async () => {
    const port = await open({ isSecure: true });
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    expect(await text(socket).catch(() => "")).not.toContain("HTTP/1.1 200");
  });

  it("refuses TLS 1.1", async () => {
    const port = await open({ isSecure: true });
    const old = { minVersion: "TLSv1" as const, maxVersion: "TLSv1.1" as const, ciphers: "DEFAULT@SECLEVEL=0" };
    const outgoing = secureRequest({ port, host: "127.0.0.1", ca: certificate.cert, agent: false, ...old }).end();
    await expect(once(outgoing, "response")).rejects.toThrow();
  });
});

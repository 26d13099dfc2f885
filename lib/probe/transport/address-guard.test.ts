import { createSocket } from "node:dgram";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { mayConnect } from "#lib/core/connection/address-policy.ts";
import type { LookedProbe } from "#lib/core/live/observation.ts";
import { probes } from "#lib/probe/index.ts";
import { NOBODY, probeOptions, reasonOf, targetAt } from "#lib/testing/live/simulated.ts";
import { tcpEndpoint } from "#lib/testing/live/tls-endpoint.ts";
import { parseHosts } from "./hosts-file.ts";
import type { AddressPolicy } from "./resolve.ts";

/** The policy of the product, for a connection that may not use loopback. */
const noLoopback: AddressPolicy = (ip) => mayConnect(ip, { mayUseLoopback: false, onlyWithin: [] });
/** For the tests that need an allowed address too: the recording listener sits on another one. */
const ALLOWED = "127.66.1.1";
const FORBIDDEN = "127.0.0.1";
const onlyAllowed: AddressPolicy = (ip) => ip === ALLOWED || "loopback is not allowed";

let connections = 0;
afterEach(() => {
  connections = 0;
});

async function recordingPort(): Promise<string> {
  const address = await tcpEndpoint((socket) => {
    connections += 1;
    socket.destroy();
  }, FORBIDDEN);
  return address.split(":")[1] ?? "";
}

describe("A forbidden address", () => {
  const spellings = (port: string) => [
    `127.0.0.1:${port}`,
    `127.0.0.1.:${port}`,
    `127.1:${port}`,
    `127.0.1:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `0x7f.0.0.1:${port}`,
    `0177.0.0.1:${port}`,
    `017700000001:${port}`,
    `127.0.0.0x1:${port}`,
    `[::1]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `[::ffff:7f00:1]:${port}`,
    `[0:0:0:0:0:ffff:7f00:0001]:${port}`,
    `[::127.0.0.1]:${port}`,
    `[64:ff9b::7f00:1]:${port}`,
    `localhost:${port}`,
    `LOCALHOST:${port}`,
    `localhost.:${port}`,
    `http://127.0.0.1:${port}/`,
    `https://127.0.0.1:${port}/x`,
    `https://allowed.example@127.0.0.1:${port}/`,
    `https://127.0.0.1:${port}#@allowed.example/`,
    `https://127.0.0.1:${port}\\@allowed.example/`,
    `https://１２７.０.０.１:${port}/`,
    `https://①②⑦.0.0.1:${port}/`,
    `0.0.0.0:${port}`,
    `[::]:${port}`,
    `file:///etc/passwd`,
    `gopher://127.0.0.1:${port}/`,
    `169.254.169.254:80`,
  ];
  const NAMES: readonly LookedProbe[] = ["api-health", "certificate", "etcd-status", "haproxy-stats"];

  it.each(NAMES)("is never connected to, however it is spelt: %s", async (name) => {
    const port = await recordingPort();
    const options = { ...probeOptions({ mayConnect: noLoopback }), timeoutMs: 2000 };
    for (const address of spellings(port)) {
      const reason = reasonOf(await probes[name](targetAt(address), { ...NOBODY }, options));
      expect([address, ["forbidden-address", "not-configured", "dns"].includes(reason)]).toEqual([address, true]);
    }
    expect(connections).toBe(0);
    options.transport.close();
  });

  it("is not reached through a name that changes its answer between check and connection", async () => {
    const port = await recordingPort();
    let asked = 0;
    const dns = await nameServer(() => {
      asked += 1;
      return asked === 1 ? ALLOWED : FORBIDDEN;
    });
    const options = { ...probeOptions({ mayConnect: onlyAllowed, dnsServers: [dns] }), timeoutMs: 2000 };
    const reasons: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      reasons.push(reasonOf(await probes.certificate(targetAt(`rebind.test:${port}`), { ...NOBODY }, options)));
    }
    expect(reasons).toEqual(["refused", "forbidden-address", "forbidden-address"]);
    expect(connections).toBe(0);
    options.transport.close();
  });

  it("is not reached through a redirect", async () => {
    const port = await recordingPort();
    const redirect = `HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:${port}/\r\ncontent-length: 0\r\n\r\n`;
    const address = await tcpEndpoint((socket) => socket.once("data", () => socket.end(redirect)), ALLOWED);
    const options = probeOptions({ mayConnect: onlyAllowed });
    expect(reasonOf(await probes.slb(targetAt(`http://${address}/slb`), { ...NOBODY }, options))).toBe("redirected");
    expect(connections).toBe(0);
    options.transport.close();
  });
});

describe("A name", () => {
  it.each([
    ["does not exist", 3, "dns"],
    ["has a server that fails", 2, "dns"],
  ])("that %s is told apart from a dead target (R11)", async (_name, code, reason) => {
    const dns = await nameServer(() => code);
    const options = { ...probeOptions({ dnsServers: [dns] }), timeoutMs: 2000 };
    expect(reasonOf(await probes["api-health"](targetAt("gone.test:6443"), { ...NOBODY }, options))).toBe(reason);
    options.transport.close();
  });

  it("whose server is silent blocks nobody else (R11)", async () => {
    const dns = await nameServer(() => null);
    const options = { ...probeOptions({ dnsServers: [dns] }), timeoutMs: 2000 };
    const slow = Array.from({ length: 50 }, (_, at) =>
      probes.slb(targetAt(`http://n${at}.test/slb`), { ...NOBODY }, options),
    );
    const address = await tcpEndpoint((socket) => socket.end(SLB_ANSWER), ALLOWED);
    const { durationMs, result } = await probes.slb(targetAt(`http://${address}/slb`), { ...NOBODY }, options);
    expect([result.kind, durationMs < 500]).toEqual(["seen", true]);
    expect(new Set((await Promise.all(slow)).map(reasonOf))).toEqual(new Set(["dns"]));
    options.transport.close();
  });

  it("may stand in the hosts file alone", () => {
    const hosts = parseHosts(
      "127.0.0.1 localhost\n10.0.0.100\tlb.kubesphere.local  LB # the VIP\n# 10.0.0.1 no\nnonsense x\n",
    );
    expect([hosts.get("lb.kubesphere.local"), hosts.get("lb"), hosts.get("no"), hosts.get("x")]).toEqual([
      ["10.0.0.100"],
      ["10.0.0.100"],
      undefined,
      undefined,
    ]);
  });
});

const SLB_BODY = '{"host":"lb1","vrrp":"MASTER","masters_up":"3"}';
const SLB_ANSWER = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${SLB_BODY.length}\r\n\r\n${SLB_BODY}`;

/** A DNS server on loopback: answers A with an address, fails with a code, or says nothing. */
function nameServer(answer: () => string | number | null): Promise<string> {
  const socket = createSocket("udp4");
  onTestFinished(() => {
    socket.close();
  });
  socket.on("message", (query, { port, address }) => {
    const isA = query.readUInt16BE(query.length - 4) === 1 || query.indexOf(Buffer.from([0, 0, 1, 0, 1]), 12) > 0;
    const said = isA ? answer() : 3;
    if (said !== null) socket.send(replyTo(query, said), port, address);
  });
  return new Promise((resolve) => {
    socket.bind(0, "127.0.0.1", () => resolve(`127.0.0.1:${socket.address().port}`));
  });
}

/** The question comes back with its header changed, and one A record behind it (RFC 1035 section 4). */
function replyTo(query: Buffer, said: string | number): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const reply = Buffer.from(query.subarray(0, end));
  reply.writeUInt16BE(0x8180 | (typeof said === "number" ? said : 0), 2);
  reply.writeUInt16BE(typeof said === "number" ? 0 : 1, 6);
  reply.writeUInt32BE(0, 8);
  if (typeof said === "number") return reply;
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...said.split(".").map(Number)]);
  return Buffer.concat([reply, record]);
}

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { report, seconds } from "#e2e/robust/figure.ts";
import type { LookedProbe } from "#lib/core/live/observation.ts";
import { probes } from "#lib/probe/index.ts";
import type { Misbehaviour } from "#lib/sim/fault.ts";
import { NOBODY, probeOptions, reasonOf, seen, simulated, targetAt } from "#lib/testing/live/simulated.ts";
import { tcpEndpoint } from "#lib/testing/live/tls-endpoint.ts";

const { sim, look } = await simulated();
const [first, second] = sim.endpoints("sim").api;
if (first === undefined || second === undefined) throw new Error("The simulation has three masters.");

const escaped: unknown[] = [];
const note = (error: unknown) => escaped.push(error);
const MB = 2 ** 20;
const FUZZ_RUNS = 10_000;

beforeEach(() => {
  escaped.length = 0;
  process.on("uncaughtException", note).on("unhandledRejection", note);
  return sim.fault("sim", { fault: "recovered" });
});

afterEach(() => {
  process.off("uncaughtException", note).off("unhandledRejection", note);
  expect(escaped).toEqual([]);
});

describe("A server that misbehaves", () => {
  it.each<readonly [Misbehaviour, string]>([
    ["silent", "timeout"],
    ["drip", "timeout"],
    ["endless-body", "too-large"],
    ["huge-body", "too-large"],
    ["malformed-json", "bad-answer"],
    ["truncated", "reset"],
    ["gzip-bomb", "bad-answer"],
    ["huge-header", "too-large"],
    ["wrong-content-type", "bad-answer"],
    ["redirect", "redirected"],
    ["reset", "reset"],
    ["not-http", "bad-answer"],
  ])("%s is %s, within the deadline and the memory (R6, R7, R8)", async (how, reason) => {
    await sim.fault("sim", { fault: "api-misbehaves", host: first.host, how });
    const before = process.memoryUsage().rss;
    const startedMs = performance.now();
    expect(reasonOf(await look("nodes", first.address, { timeoutMs: 1500 }))).toBe(reason);
    expect(performance.now() - startedMs).toBeLessThan(2000);
    // The simulated server lives in this process too, so the figure is an upper bound for both ends.
    expect((process.memoryUsage().rss - before) / MB).toBeLessThan(100);
    expect(seen(await look("api-version", second.address)).gitVersion).toBe("v1.34.2");
  });

  it("that drips ends at the deadline, give or take a fifth of a second (R6)", async () => {
    await sim.fault("sim", { fault: "api-misbehaves", host: first.host, how: "drip" });
    const { durationMs, result } = await look("leases", first.address, { timeoutMs: 4000 });
    expect(Math.abs(durationMs - 4000)).toBeLessThan(200);
    expect(result).toMatchObject({ reason: "timeout", detail: expect.stringContaining("the rest of the answer") });
  });

  it("that sends more than one object needs is cut off there, long before the list cap (R7)", async () => {
    await sim.fault("sim", { fault: "api-misbehaves", host: first.host, how: "huge-body" });
    const { result } = await look("api-version", first.address);
    expect(result).toMatchObject({ reason: "too-large", detail: "The answer is larger than 2097152 bytes." });
  });

  it("that answers endlessly ten times leaves no memory behind (R7)", async () => {
    await sim.fault("sim", { fault: "api-misbehaves", host: first.host, how: "endless-body" });
    const attempt = () => look("leases", first.address, { timeoutMs: 1500 });
    await attempt();
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    for (let at = 0; at < 10; at += 1) expect(reasonOf(await attempt())).toBe("too-large");
    const eachMs = (performance.now() - startedAt) / 10;
    const eachMb = (process.memoryUsage().rss - before) / 10 / MB;
    report({ id: "R7", what: "an endless answer is rejected after", value: seconds(eachMs), limit: "1 s" });
    report({ id: "R7", what: "memory per endless answer", value: `${eachMb.toFixed(1)} MB`, limit: "20 MB" });
    expect(eachMs).toBeLessThan(1000);
    expect(eachMb).toBeLessThan(20);
  });
});

describe("Answers of random bytes", () => {
  const HTTP_PROBES: readonly LookedProbe[] = [
    "api-health",
    "leases",
    "nodes",
    "static-pods",
    "cluster-identity",
    "access",
    "etcd-progress",
    "etcd-metrics",
    "etcd-health",
    "etcd-status",
    "haproxy-stats",
    "slb",
    "certificate",
  ];
  const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
  const answers = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: "binary", maxLength: 300 }).map((text) => Buffer.from(`HTTP/1.1 ${text}`)),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.from(HEAD), bytes])),
    fc.json({ maxDepth: 4 }).map((json) => Buffer.from(HEAD + json)),
    fc.json({ maxDepth: 2 }).map((json) => Buffer.from(`${HEAD}{"items":[{"metadata":${json}}],"metadata":${json}}`)),
    fc.string({ maxLength: 300 }).map((text) => Buffer.from(`${HEAD}# pxname,svname,${text}\n${text}`)),
  );

  it("give a classified result each time, and nothing escapes (R8: 10,000 cases)", async () => {
    let answer = Buffer.alloc(0);
    const address = await tcpEndpoint((socket) => socket.end(answer));
    const options = { ...probeOptions(), timeoutMs: 1000 };
    const property = fc.asyncProperty(fc.constantFrom(...HTTP_PROBES), answers, async (name, bytes) => {
      answer = bytes;
      const scheme = name === "certificate" || name === "etcd-status" ? "https" : "http";
      const { result, durationMs } = await probes[name](targetAt(`${scheme}://${address}`), { ...NOBODY }, options);
      if (result.kind === "missed") {
        expect(result.reason).not.toBe("probe-error");
        expect(result.detail.length).toBeLessThanOrEqual(200);
        expect(result.detail).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
      expect(durationMs).toBeLessThan(1500);
    });
    await fc.assert(property, { numRuns: FUZZ_RUNS });
    options.transport.close();
    report({ id: "R8", what: `of ${FUZZ_RUNS} random answers, escaped`, value: String(escaped.length), limit: "0" });
  }, 240_000);
});

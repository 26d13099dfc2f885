import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeEach, expect, test } from "vitest";
import { probes } from "#lib/probe/index.ts";
import { systemClock } from "#lib/probe/probe.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import { startSim } from "#lib/sim/sim.ts";
import { targetAt } from "#lib/testing/live/simulated.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { isFull, report, seconds } from "./figure.ts";
import { openWatch, stateOf } from "./site/one-watch.ts";
import { openProxy } from "./site/proxy.ts";
import { connectionTo, POLL_SECONDS, quantile, until } from "./site/site.ts";

const NAME = "gz";
const TCP_TABLE = "/proc/net/tcp";
const ESTABLISHED = "01";
const SILENT_LIMIT_MS = POLL_SECONDS * 1000 + 4000;
const SILENT_FOR_MS = isFull ? 600_000 : 20_000;
const DRIP_MS = 4000;
const DRIP_TOLERANCE_MS = 200;
const OTHERS_P99_MS = 250;
const OTHERS = 40;

const sim = await startSim({ clusters: [{ name: NAME, workers: 1 }], network: testNetwork() });
afterAll(() => sim.stop());
beforeEach(() => sim.fault(NAME, { fault: "recovered" }));
const [first, second] = sim.endpoints(NAME).api;
if (first === undefined || second === undefined) throw new Error("The simulation has three masters.");

test(
  "a server that vanishes without a reset is down within its interval and 4 s, and no socket is left behind (R5)",
  async () => {
    const [host = "", port = ""] = first.address.split(":");
    const proxy = await openProxy({ host, port: Number(port) });
    const connection = connectionTo(sim, NAME);
    const address = `127.0.0.1:${proxy.port}`;
    const masters = connection.masters.map((master, at) => (at === 0 ? { ...master, address } : master));
    const { heard, stop } = openWatch(sim, { ...connection, masters });
    try {
      const subject = "api-server/127.0.0.1";
      await until("it is up", () => stateOf(heard, subject) === "ok");
      proxy.cut();
      const downMs = await until("it is not ok any more", () => stateOf(heard, subject) !== "ok");
      await new Promise((done) => setTimeout(done, SILENT_FOR_MS));
      report({
        id: "R5",
        what: "vanished server is no longer ok after",
        value: seconds(downMs),
        limit: seconds(SILENT_LIMIT_MS),
      });
      report({
        id: "R5",
        what: `sockets to it after ${SILENT_FOR_MS / 1000} s`,
        value: String(socketsTo(proxy.port)),
        limit: "11",
      });
      expect(downMs).toBeLessThan(SILENT_LIMIT_MS);
      expect(socketsTo(proxy.port)).toBeLessThanOrEqual(11);
    } finally {
      stop();
      proxy.close();
    }
  },
  SILENT_FOR_MS + 120_000,
);

test("a server that drips ends at its deadline and holds up nobody else (R6)", async () => {
  await sim.fault(NAME, { fault: "api-misbehaves", host: first.host, how: "drip" });
  const transport = createTransport({ mayConnect: () => true });
  const access = {
    trust: { kind: "ca" as const, caPem: sim.caPem(NAME) },
    credential: { kind: "token" as const, token: sim.token(NAME) },
    serverName: null,
  };
  const look = (address: string, timeoutMs: number) =>
    probes["api-version"](targetAt(address), access, { transport, timeoutMs, observer: "test", clock: systemClock });
  await look(second.address, DRIP_MS);
  const quiet: number[] = [];
  for (let at = 0; at < OTHERS; at += 1) quiet.push((await look(second.address, DRIP_MS)).durationMs);
  const dripping = look(first.address, DRIP_MS);
  const others: number[] = [];
  for (let at = 0; at < OTHERS; at += 1) others.push((await look(second.address, DRIP_MS)).durationMs);
  const { durationMs, result } = await dripping;
  transport.close();
  const [p99, quietP99] = [quantile(others, 0.99), quantile(quiet, 0.99)];
  report({ id: "R6", what: "a dripping answer ends after", value: seconds(durationMs), limit: "4 s +-0.2" });
  report({
    id: "R6",
    what: "p99 of looks at others meanwhile",
    value: `${Math.round(p99)} ms, without ${Math.round(quietP99)} ms`,
    limit: "250 ms",
  });
  expect(result).toMatchObject({ kind: "missed", reason: "timeout" });
  expect(Math.abs(durationMs - DRIP_MS)).toBeLessThan(DRIP_TOLERANCE_MS);
  // On a machine full of other work the looks without a fault are slow too.
  expect(p99).toBeLessThan(Math.max(OTHERS_P99_MS, 3 * quietP99));
}, 60_000);

/** Established connections to this port, as the kernel counts them; 0 where there is no /proc. */
function socketsTo(port: number): number {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const lines = existsSync(TCP_TABLE) ? readFileSync(TCP_TABLE, "utf8").split("\n") : [];
  return lines.filter((line) => {
    const [, , remote = "", state] = line.trim().split(/\s+/);
    return remote.endsWith(ending) && state === ESTABLISHED;
  }).length;
}

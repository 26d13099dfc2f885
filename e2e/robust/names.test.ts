import { afterAll, expect, test } from "vitest";
import { probes } from "#lib/probe/index.ts";
import { systemClock } from "#lib/probe/probe.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import { seen, simulated, targetAt } from "#lib/testing/live/simulated.ts";
import { report } from "./figure.ts";
import { type NameAnswer, openNameServer } from "./site/name-server.ts";
import { quantile } from "./site/site.ts";

const BROKEN: Readonly<Record<string, NameAnswer>> = {
  "nobody.test": { kind: "no-such-name" },
  "failing.test": { kind: "server-failure" },
  "slow.test": { kind: "late", afterMs: 5000, ip: "127.0.0.1" },
};
/** More than the four threads that `dns.lookup` would share. */
const AT_ONCE = 40;
const OTHERS_P99_MS = 250;
const LOOK_MS = 3000;

const { sim, api } = await simulated();
const [first, second] = sim.endpoints("sim").api;
if (first === undefined || second === undefined) throw new Error("The simulation has three masters.");
const hostOf = (address: string): string => address.replace(/:\d+$/, "");

let moving = hostOf(first.address);
const names = await openNameServer((name) => BROKEN[name] ?? { kind: "address", ip: moving });
const transport = createTransport({ mayConnect: () => true, dnsServers: [names.address] });
afterAll(() => {
  transport.close();
  names.close();
});

const named = { ...api, serverName: "kubernetes" };
const look = (address: string, access = named) =>
  probes["api-version"](targetAt(address), access, {
    transport,
    timeoutMs: LOOK_MS,
    observer: "test",
    clock: systemClock,
  });

const timedLook = async (): Promise<number> => {
  const startedAt = performance.now();
  seen(await look(second.address));
  return performance.now() - startedAt;
};

test("names that fail or answer late are said to be the fault, and hold up no other target (R11)", async () => {
  const quiet: number[] = [];
  for (let at = 0; at < AT_ONCE; at += 1) quiet.push(await timedLook());
  const broken = Array.from({ length: AT_ONCE }, (_, at) => look(`${Object.keys(BROKEN)[at % 3]}:6443`, { ...named }));
  let isWaiting = true;
  const settled = Promise.all(broken).finally(() => {
    isWaiting = false;
  });
  const others: number[] = [];
  while (isWaiting) others.push(await timedLook());
  const verdicts = (await settled).map(({ result }) => (result.kind === "missed" ? result.reason : "seen"));
  const [p99, quietP99] = [quantile(others, 0.99), quantile(quiet, 0.99)];
  report({
    id: "R11",
    what: "p99 of looks at others while 40 names fail",
    value: `${Math.round(p99)} ms, without ${Math.round(quietP99)} ms`,
    limit: "250 ms",
  });
  report({
    id: "R11",
    what: "verdicts that name DNS",
    value: `${verdicts.filter((one) => one === "dns").length} of ${AT_ONCE}`,
    limit: "all",
  });
  expect(new Set(verdicts)).toEqual(new Set(["dns"]));
  // On a machine full of other work the looks without a fault are slow too.
  expect(p99).toBeLessThan(Math.max(OTHERS_P99_MS, 3 * quietP99));
}, 60_000);

test("a name that moves to another server is followed once the first server is gone (R11)", async () => {
  seen(await look("moving.test:6443"));
  await sim.fault("sim", { fault: "api-refused", host: first.host });
  moving = hostOf(second.address);
  const startedAt = performance.now();
  seen(await look("moving.test:6443"));
  report({
    id: "R11",
    what: "first look after the answer flipped",
    value: `${Math.round(performance.now() - startedAt)} ms`,
    limit: "seen",
  });
}, 60_000);

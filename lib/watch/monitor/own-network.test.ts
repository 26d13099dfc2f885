import { expect, test } from "vitest";
import type { MissReason, Observation } from "#lib/core/live/observation.ts";
import type { NewMonitorEvent } from "#lib/store/live/history/monitor-events.ts";
import { watchOwnNetwork } from "./own-network.ts";

const POLL_MS = 5000;

function watching(count: number, hasCanary = true) {
  const clock = { nowMs: 0 };
  const canary = { isUp: true };
  const events: NewMonitorEvent[] = [];
  const ids = Array.from({ length: count }, (_, at) => `c${at}`);
  const network = watchOwnNetwork({
    canary: hasCanary ? { name: "gw", isAnswering: async () => canary.isUp, stop: () => undefined } : null,
    observer: "here",
    clusters: () => ids.map((id) => ({ id, pollMs: POLL_MS })),
    onChange: (event) => events.push(event),
    wallMs: () => clock.nowMs,
    nowMs: () => clock.nowMs,
  });
  const look = (id: string, reason: MissReason | null) => network.weigh(id, looked(reason));
  const loseAndReturn = async (): Promise<void> => {
    canary.isUp = false;
    for (const id of ids) await look(id, "timeout");
    canary.isUp = true;
    await network.check();
  };
  return { clock, canary, events, ids, network, look, loseAndReturn };
}

function looked(reason: MissReason | null): Observation {
  const about = {
    target: { name: "a", machineId: null, address: "a:1", way: "path" },
    atMs: 0,
    monotonicMs: 0,
    durationMs: 1,
    observer: "here",
  } as const;
  if (reason === null)
    return { ...about, probe: "etcd-health", result: { kind: "seen", value: { isLinearizable: true } } };
  return { ...about, probe: "etcd-health", result: { kind: "missed", reason, detail: "", status: null } };
}

test("most clusters silent and the control target too: one event, and no look is judged until the network is back", async () => {
  const { canary, events, ids, network, look } = watching(10);
  canary.isUp = false;
  for (const id of ids) expect(await look(id, "timeout"), id).toBe("hold");
  for (const id of ids) expect(await look(id, "unreachable"), id).toBe("hold");
  expect(events).toEqual([{ atMs: 0, what: "offline", observer: "here", cutOff: 6, clusters: 10, canary: "gw" }]);
  await network.check();
  expect(network.isOffline()).toBe(true);
  canary.isUp = true;
  await network.check();
  expect([network.isOffline(), events.map(({ what }) => what)]).toEqual([false, ["offline", "online"]]);
});

test("a look that began while the network was away says nothing when it ends after the return", async () => {
  const { clock, canary, events, ids, look, loseAndReturn } = watching(2);
  await loseAndReturn();
  canary.isUp = false;
  for (const id of ids) expect(await look(id, "timeout")).toBe("hold");
  expect(events.map(({ what }) => what)).toEqual(["offline", "online"]);
  canary.isUp = true;
  clock.nowMs += 2000;
  expect(await look("c1", "timeout")).toBe("take");
});

test("after the return a second loss is weighed anew: a cluster that fails alone is no sign of it", async () => {
  const { clock, canary, events, network, look, loseAndReturn } = watching(4);
  await loseAndReturn();
  clock.nowMs += 4 * POLL_MS;
  canary.isUp = false;
  expect(await look("c0", "timeout")).toBe("hold");
  expect([network.isOffline(), events.length]).toEqual([false, 2]);
});

test("clusters that fail while the control target answers are judged at once", async () => {
  const { events, ids, look } = watching(4);
  for (const id of ids) expect(await look(id, "timeout")).toBe("take");
  expect(events).toEqual([]);
});

test("a cluster that fails alone while the control target is away is held for an interval, then judged", async () => {
  const { clock, canary, events, look } = watching(4);
  canary.isUp = false;
  expect(await look("c0", "timeout")).toBe("hold");
  clock.nowMs += POLL_MS;
  expect(await look("c0", "timeout")).toBe("hold");
  clock.nowMs += POLL_MS + 1;
  expect(await look("c0", "timeout")).toBe("take");
  expect(events).toEqual([]);
});

test("a refusal, an answer of any kind, is not a sign that our network is gone", async () => {
  const { canary, events, ids, look } = watching(2);
  canary.isUp = false;
  for (const id of ids) expect(await look(id, "refused")).toBe("take");
  for (const id of ids) expect(await look(id, "unauthorised")).toBe("take");
  expect(events).toEqual([]);
});

test("one answering cluster more than half ends it, whatever the control target says", async () => {
  const { canary, events, look, ids, network } = watching(3);
  canary.isUp = false;
  for (const id of ids) await look(id, "dns");
  expect(await look("c0", null)).toBe("take");
  expect(network.isOffline()).toBe(true);
  expect(await look("c1", null)).toBe("take");
  expect([network.isOffline(), events.length]).toEqual([false, 2]);
});

test("a single cluster counts as more than half; without a control target nothing is ever held", async () => {
  const one = watching(1);
  one.canary.isUp = false;
  expect([await one.look("c0", "timeout"), one.events.length]).toEqual(["hold", 1]);
  const blind = watching(3, false);
  for (const id of blind.ids) expect(await blind.look(id, "timeout")).toBe("take");
  expect(blind.events).toEqual([]);
});

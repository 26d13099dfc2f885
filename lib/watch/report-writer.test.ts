import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Fact, Transition } from "#lib/core/live/state.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";
import { makeReportWriter, type ReportWriter } from "./report-writer.ts";

const SHARD = { number: 1, epoch: 5 };
const written: ClusterReport[][] = [];
const said: string[] = [];
const stale: number[] = [];
let fails = false;
let regained: HeldShard | null = null;
let writer: ReportWriter;

const fact = (subject: string, state: Fact["state"]): Fact => ({
  subject,
  kind: "node",
  state,
  reason: "r",
  values: {},
  machineId: null,
  observedAtMs: Date.now(),
  sinceMs: Date.now(),
  source: "nodes",
  observer: "here",
});
const moved = (): Transition => ({
  subject: "node/a",
  kind: "node",
  machineId: null,
  what: "state",
  from: "ok",
  to: "critical",
  reason: "r",
  values: {},
  atMs: Date.now(),
});
const report = (clusterId: string, over: Partial<ClusterReport> = {}): ClusterReport => ({
  clusterId,
  shard: SHARD,
  atMs: Date.now(),
  state: "ok",
  unknownCount: 0,
  margin: { low: 1, high: 1, planned: 1, next: [] },
  seen: {},
  gauges: {},
  facts: [],
  removed: [],
  transitions: [],
  latencies: [],
  ...over,
});

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26) });
  for (const list of [written, said, stale]) list.length = 0;
  fails = false;
  regained = null;
  writer = makeReportWriter({
    write: async (reports) => {
      if (fails) throw new Error("the database is away");
      written.push([...reports]);
      const refused = reports.filter(({ clusterId, shard }) => clusterId === "taken" && shard !== regained);
      return { stale: refused.map(({ shard }) => shard) };
    },
    onStale: ({ epoch }) => {
      stale.push(epoch);
      return regained;
    },
    say: (line) => said.push(line),
    nowMs: () => Date.now(),
  });
});
afterEach(() => vi.useRealTimers());

test("what clusters report within a moment is one batch, with the later word on each fact", async () => {
  writer.add(report("a", { facts: [fact("node/a", "ok"), fact("node/b", "ok")], transitions: [moved()] }));
  writer.add(report("b"));
  writer.add(report("a", { facts: [fact("node/a", "critical")], removed: ["node/b"], transitions: [moved()] }));
  await vi.advanceTimersByTimeAsync(50);
  expect(written).toHaveLength(1);
  const [a, b] = written[0] ?? [];
  expect(a?.facts.map(({ subject, state }) => [subject, state])).toEqual([["node/a", "critical"]]);
  expect([a?.removed, a?.transitions.length, b?.clusterId]).toEqual([["node/b"], 2, "b"]);
});

test("ages alone wait a moment longer for more of their kind, and go at once with the first news", async () => {
  writer.add(report("a", { seen: { "api-health a": 1 } }));
  writer.add(report("b", { seen: { "api-health b": 1 } }));
  await vi.advanceTimersByTimeAsync(250);
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(written.map((batch) => batch.map(({ clusterId }) => clusterId))).toEqual([["a", "b"]]);
  writer.add(report("a", { seen: { "api-health a": 2 } }));
  writer.add(report("c", { transitions: [moved()] }));
  await vi.advanceTimersByTimeAsync(50);
  expect(written[1]?.map(({ clusterId }) => clusterId)).toEqual(["a", "c"]);
});

test("a subject that went and came back is not removed", async () => {
  writer.add(report("a", { removed: ["node/a"] }));
  writer.add(report("a", { facts: [fact("node/a", "ok")] }));
  await vi.advanceTimersByTimeAsync(50);
  expect(written[0]?.[0]).toMatchObject({ removed: [], facts: [{ subject: "node/a" }] });
});

test("while the database is away everything of the last minute is kept, and written once it is back", async () => {
  fails = true;
  for (let second = 0; second < 90; second += 1) {
    writer.add(report("a", { facts: [fact("node/a", second % 2 === 0 ? "ok" : "critical")], transitions: [moved()] }));
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(writer.backlogMs()).toBeGreaterThan(55_000);
  expect(said).toEqual(["The history cannot be written: the database is away"]);
  fails = false;
  await vi.advanceTimersByTimeAsync(1100);
  expect(written.flat()).toHaveLength(1);
  const [kept] = written.flat();
  expect(kept?.transitions.length).toBeGreaterThanOrEqual(60);
  expect(kept?.transitions.length).toBeLessThan(64);
  expect(kept?.facts.map(({ state }) => state)).toEqual(["critical"]);
  expect([writer.backlogMs(), said.at(-1)]).toEqual([0, "The history is written again."]);
});

test("a shard that somebody else holds by now is named, and what is left is written at the end", async () => {
  writer.add(report("taken", { transitions: [moved()] }));
  await vi.advanceTimersByTimeAsync(50);
  expect(stale).toEqual([5]);
  writer.add(report("a"));
  await writer.stop();
  expect(written.flat().map(({ clusterId }) => clusterId)).toEqual(["taken", "a"]);
});

test("what was seen before an engine took its own shard again is written under the new epoch", async () => {
  regained = { number: SHARD.number, epoch: 6 };
  writer.add(report("taken", { transitions: [moved()] }));
  await vi.advanceTimersByTimeAsync(200);
  expect(stale).toEqual([5]);
  expect(written.map((batch) => batch.map(({ shard, transitions }) => [shard.epoch, transitions.length]))).toEqual([
    [[5, 1]],
    [[6, 1]],
  ]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fact, Transition } from "#lib/core/live/state.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { report } from "./figure.ts";
import { openWatch, stateOf } from "./site/one-watch.ts";
import { connectionTo, POLL_SECONDS, until } from "./site/site.ts";

const NAME = "gz";
const HOUR_MS = 3_600_000;
const JUMPS = [HOUR_MS, -HOUR_MS, 24 * HOUR_MS, -24 * HOUR_MS];
/** Two rounds of every look between two jumps. */
const BETWEEN_MS = 2 * POLL_SECONDS * 1000 + 1000;

let sim: Sim;
let jumpedMs = 0;
const clock = { wallMs: () => Date.now() + jumpedMs, monotonicMs: () => performance.now() };

beforeAll(async () => {
  sim = await startSim({ clusters: [{ name: NAME, workers: 1 }], network: testNetwork() });
});
afterAll(() => sim.stop());

test("the wall clock jumps by an hour and a day, both ways: nothing is stale, nothing is missed, each jump is an event (R10)", async () => {
  const { heard, stop } = openWatch(sim, connectionTo(sim, NAME), clock);
  try {
    await until("the path is seen", () => stateOf(heard, "api-path/main") === "ok");
    await until("etcd is seen", () => stateOf(heard, "etcd-quorum/main") === "ok");
    const before = heard.length;
    for (const jump of JUMPS) {
      jumpedMs += jump;
      await new Promise((done) => setTimeout(done, BETWEEN_MS));
    }
    judge(heard.slice(before));
  } finally {
    stop();
  }
}, 120_000);

function judge(since: readonly ClusterReport[]): void {
  const facts = since.flatMap((one) => one.facts);
  const events = since.flatMap(({ transitions }) => transitions);
  const stale = facts.filter(({ reason }) => reason === "stale");
  const jumps = events.filter(({ reason }) => reason === "clock-jumped");
  const backwards = since.flatMap((one) => one.facts.filter((fact) => isFromTheFuture(fact, one.atMs)));
  const gaps = gapsOf(since);
  report({ id: "R10", what: "values falsely stale after four jumps", value: String(stale.length), limit: "0" });
  report({ id: "R10", what: "jumps told as events", value: String(jumps.length), limit: String(JUMPS.length) });
  report({ id: "R10", what: "instants in the future", value: String(backwards.length), limit: "0" });
  report({ id: "R10", what: "longest pause between two looks", value: `${Math.round(gaps)} ms`, limit: "6000 ms" });
  expect(stale.map(({ subject }) => subject)).toEqual([]);
  expect(jumps.map(({ values }) => Math.round(Number(values.jumpMs) / HOUR_MS))).toEqual([1, -1, 24, -24]);
  expect(backwards.map(({ subject }) => subject)).toEqual([]);
  expect(otherMoves(events)).toEqual([]);
  expect(gaps).toBeLessThan(3 * POLL_SECONDS * 1000);
}

/** Turns for the worse that only the clock can have made; the servers' clocks and certificates are held against ours. */
function otherMoves(events: readonly Transition[]): readonly string[] {
  return (
    events
      .filter(({ kind, what, to }) => kind !== "clock" && kind !== "certificate" && what === "state" && to !== "ok")
      // A machine full of other work answers slowly whatever the clock says.
      .filter(({ reason }) => reason !== "slow")
      .map(({ subject, from, to, reason }) => `${subject}: ${from} -> ${to}, ${reason}`)
  );
}

function isFromTheFuture({ observedAtMs, sinceMs }: Fact, atMs: number): boolean {
  return (observedAtMs ?? 0) > atMs + 50 || sinceMs > atMs + 50;
}

/** Longest time between two sights of the path; sights are told on the wall clock, so each jump is taken out. */
function gapsOf(since: readonly ClusterReport[]): number {
  let longest = 0;
  for (const [at, one] of since.entries()) {
    const seenMs = one.seen[Object.keys(one.seen).find((source) => source.startsWith("api-health")) ?? ""];
    if (at > 0 && seenMs !== undefined) longest = Math.max(longest, one.atMs - seenMs);
  }
  return longest;
}

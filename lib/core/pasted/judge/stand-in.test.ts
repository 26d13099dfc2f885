import { expect, test } from "vitest";
import type { LiveView } from "#lib/core/api/live.ts";
import { applyDelta, type LiveDelta } from "#lib/core/live/delta/apply-delta.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { withPasted } from "./stand-in.ts";

const AT = Date.UTC(2026, 10, 26, 14, 17, 50);
const fact = (over: Partial<Fact>): Fact => ({
  subject: "etcd-quorum/main",
  kind: "etcd-quorum",
  state: "ok",
  reason: "quorum",
  values: {},
  machineId: null,
  observedAtMs: AT,
  sinceMs: AT,
  source: "etcd-status 10.0.0.11:2379",
  observer: "engine",
  ...over,
});
const blind = fact({ state: "unknown", reason: "not-configured", observedAtMs: null });
const seen = fact({ state: "warning" });
const pasted = fact({ observer: "pasted" });
const pastedBlind = fact({ observer: "pasted", state: "unknown", reason: "timeout", observedAtMs: null });

test("what a connection has seen stands, and what was pasted is shown where it has seen nothing", () => {
  expect(withPasted([seen], [pasted])).toEqual([seen]);
  expect(withPasted([blind], [pasted])).toEqual([pasted]);
  expect(withPasted([blind], [pastedBlind])).toEqual([blind]);
  expect(withPasted([], [pasted])).toEqual([pasted]);
});

test("what a connection saw once and sees no longer is not painted over by an older paste", () => {
  const lost = fact({ state: "unknown", reason: "stale" });
  expect(withPasted([lost], [pasted])).toEqual([lost]);
});

const view = (facts: Fact[]): LiveView => ({
  slug: "c",
  atMs: AT,
  engineBeatAtMs: AT,
  state: "ok",
  unknownCount: 0,
  margin: { low: null, high: null, planned: null, next: [] },
  facts,
  isConnected: true,
  pasted: [],
  acknowledgements: [],
  maintenance: [],
});
const delta = (over: Partial<LiveDelta>): LiveDelta => ({
  type: "delta",
  slug: "c",
  atMs: AT + 1000,
  state: "ok",
  unknownCount: 0,
  margin: { low: 1, high: 1, planned: 1, next: [] },
  engineBeatAtMs: AT,
  seen: {},
  gauges: {},
  facts: [],
  removed: [],
  transitions: [],
  ...over,
});

test("a message of the stream keeps to the same rule, and its roll-up counts what was pasted", () => {
  const critical = fact({ observer: "pasted", state: "critical" });
  expect(applyDelta(view([critical]), delta({ facts: [blind] }))).toMatchObject({
    state: "critical",
    facts: [critical],
  });
  expect(applyDelta(view([critical]), delta({ removed: [critical.subject] })).facts).toEqual([critical]);
  expect(applyDelta(view([critical]), delta({ facts: [seen], state: "warning" }))).toMatchObject({
    state: "warning",
    facts: [seen],
  });
});

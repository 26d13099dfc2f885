import { expect, test } from "vitest";
import type { LiveTile } from "#lib/core/live/tile.ts";
import type { LiveDelta } from "./apply-delta.ts";
import { applyToTile, isNews } from "./tile-delta.ts";

const NOTHING = { api: null, etcd: null, vip: null, certificates: null, nodes: null };
const MARGIN = { planned: 1, next: [] };
const TILE: LiveTile = {
  state: "ok",
  unknownCount: 0,
  margin: { low: 1, high: 1, ...MARGIN },
  polledAtMs: 5000,
  pastedAtMs: null,
  engineBeatAtMs: 4000,
  oldAfterMs: 15_000,
  cells: NOTHING,
};

function delta(change: Partial<LiveDelta>): LiveDelta {
  const ages = { engineBeatAtMs: 5500, seen: {}, gauges: {}, facts: [], removed: [], transitions: [] };
  const seen = { state: "critical" as const, unknownCount: 2, margin: { low: 0, high: 0, ...MARGIN } };
  return { type: "delta", slug: "gz", atMs: 6000, ...seen, ...ages, ...change };
}

test("a line takes state, margin and age from a delta and keeps its cells", () => {
  expect(applyToTile(TILE, delta({}))).toEqual({
    ...TILE,
    state: "critical",
    unknownCount: 2,
    margin: { low: 0, high: 0, ...MARGIN },
    polledAtMs: 6000,
    engineBeatAtMs: 5500,
  });
});

test("a line with pasted values in it keeps its state: the engine's does not count them", () => {
  const pasted: LiveTile = { ...TILE, state: "warning", polledAtMs: null, pastedAtMs: 1000 };
  expect(applyToTile(pasted, delta({ state: "ok" }))).toMatchObject({
    state: "warning",
    pastedAtMs: 1000,
    polledAtMs: 6000,
  });
});

test("a delta that is older than the line changes nothing", () => {
  expect(applyToTile(TILE, delta({ atMs: 4999 }))).toBe(TILE);
});

test("ages alone are no news, a removed fact is", () => {
  expect([isNews(delta({})), isNews(delta({ removed: ["node/w1"] }))]).toEqual([false, true]);
});

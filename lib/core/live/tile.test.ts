import { describe, expect, test } from "vitest";
import { cellsOf, countFacts, type FactGroup, SILENT_AFTER_MS, TileCells, tileAge } from "./tile.ts";

const group = (over: Partial<FactGroup>): FactGroup => ({
  kind: "api-server",
  state: "ok",
  isReady: false,
  count: 1,
  nextEndMs: null,
  ...over,
});

describe("A live cluster in one line", () => {
  test("says nothing of what nobody looks at", () => {
    expect(cellsOf({ groups: [], quorum: null, vip: null })).toEqual({
      api: null,
      etcd: null,
      vip: null,
      certificates: null,
      nodes: null,
    });
  });

  test("counts API servers, members and nodes, and takes the certificate that ends next", () => {
    const cells = cellsOf({
      groups: [
        group({ count: 2 }),
        group({ state: "warning" }),
        group({ kind: "etcd-quorum" }),
        group({ kind: "certificate", count: 7, nextEndMs: 200 }),
        group({ kind: "certificate", state: "critical", nextEndMs: 100 }),
        group({ kind: "node", isReady: true, count: 40 }),
        group({ kind: "node", state: "warning" }),
      ],
      quorum: { state: "ok", values: { healthy: 2, voters: 3, leader: "8e9e", leaderMachine: "m1" } },
      vip: { state: "unknown", values: { holder: null } },
    });
    expect(TileCells.parse(cells)).toEqual({
      api: { state: "warning", up: 2, count: 3 },
      etcd: { state: "ok", healthy: 2, voters: 3, leader: "m1" },
      vip: { state: "unknown", holder: null },
      certificates: { state: "critical", nextEndMs: 100 },
      nodes: { state: "warning", ready: 40, count: 41 },
    });
  });

  test("a list of nodes that may not be read is unknown, and no node is counted", () => {
    const groups = [group({ kind: "node", state: "unknown", count: 0 })];
    expect(cellsOf({ groups, quorum: null, vip: null }).nodes).toEqual({ state: "unknown", ready: 0, count: 0 });
  });
});

describe("A line is live", () => {
  const now = 1_000_000;
  const line = { polledAtMs: now - 8000, oldAfterMs: 180_000, engineBeatAtMs: now - 2000 };

  test("while it is younger than three intervals and an engine lives", () => {
    expect(tileAge(line, now)).toBe("live");
    expect(tileAge({ ...line, oldAfterMs: 7999 }, now)).toBe("old");
  });

  test("no longer once the engine is silent, however seldom its connection is polled", () => {
    expect(tileAge(line, now - 2000 + SILENT_AFTER_MS)).toBe("live");
    expect(tileAge(line, now - 2000 + SILENT_AFTER_MS + 1)).toBe("silent");
    expect(tileAge({ ...line, engineBeatAtMs: null }, now)).toBe("silent");
  });

  test("never where all of it was pasted", () => {
    expect(tileAge({ ...line, polledAtMs: null }, now)).toBe("pasted");
  });
});

test("facts are counted as the database counts them: the list of nodes itself is no node", () => {
  const fact = { machineId: null, observedAtMs: 1, sinceMs: 1, source: "nodes a", observer: "engine", reason: "ready" };
  const { groups } = countFacts([
    { ...fact, subject: "node/m1", kind: "node", state: "ok", values: { ready: "True" } },
    { ...fact, subject: "node/all", kind: "node", state: "unknown", values: {} },
  ]);
  expect(groups.map(({ isReady, count }) => [isReady, count])).toEqual([
    [true, 1],
    [false, 0],
  ]);
});

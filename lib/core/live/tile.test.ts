import { describe, expect, test } from "vitest";
import { cellsOf, type FactGroup, TileCells } from "./tile.ts";

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

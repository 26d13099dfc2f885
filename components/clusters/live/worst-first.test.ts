import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ListedCluster } from "#lib/core/api/plans.ts";
import { State } from "#lib/core/live/state.ts";
import type { LiveTile } from "#lib/core/live/tile.ts";
import { worstFirst } from "./worst-first.ts";

const CELLS = { api: null, etcd: null, vip: null, certificates: null, nodes: null };
const tile = (state: State, low: number | null): LiveTile => ({
  state,
  unknownCount: 0,
  margin: { low, high: 2, planned: 2, next: [] },
  polledAtMs: 0,
  cells: CELLS,
});
const NOTHING = { cpuCores: 0, memoryMiB: 0, disks: 0 };
const TOTALS = { machines: 0, cpuCores: 0, memoryMiB: 0, systemDiskGB: 0, dataDiskGB: 0, unknown: NOTHING };
const cluster = (live: LiveTile | null): ListedCluster => ({
  id: "c",
  slug: "c",
  name: "c",
  group: null,
  version: 0,
  kubernetesVersion: null,
  etcdTopology: null,
  createdAt: "2026-11-26T00:00:00.000Z",
  margin: { kind: "unknown" },
  updatedAt: "2026-11-26T00:00:00.000Z",
  updatedBy: "ada",
  totals: TOTALS,
  roles: {},
  live,
});

test("a cluster out of sight stands behind what calls for hands and before everything that is well", () => {
  const lives = fc.array(
    fc.option(fc.tuple(fc.constantFrom(...State.options), fc.option(fc.integer({ min: -1, max: 2 })))),
  );
  fc.assert(
    fc.property(lives, (some) => {
      const clusters = some.map((live) => cluster(live === null ? null : tile(...live)));
      const states = worstFirst(clusters).map(({ live }) => live?.state ?? null);
      const isWell = (state: State | null): boolean => !["critical", "warning", "unknown"].includes(state ?? "");
      expect(states.slice(states.findIndex(isWell)).filter((state) => !isWell(state) && states.some(isWell))).toEqual(
        [],
      );
      const firstUnknown = states.indexOf("unknown");
      const behind = firstUnknown < 0 ? [] : states.slice(firstUnknown);
      expect(behind).not.toContain("critical");
      expect(behind).not.toContain("warning");
    }),
  );
});

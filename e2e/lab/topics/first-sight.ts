import { expect, test } from "vitest";
import { addCluster } from "#lib/store/clusters.ts";
import { putConnection, removeConnection } from "#lib/store/connection/connections.ts";
import { readLive } from "#lib/store/live/read-live.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { criticals, LEASES, PATH, QUORUM, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

const FIRST_TILE_MS = 10_000;
const UNPLANNED = "unplanned";

export function firstSightTests(watched: () => WatchedLab): void {
  test("without a plan: the first fact within ten seconds of being saved, then a margin of 1", async () => {
    const { connection, credentials } = watched();
    const actor = sampleActor("ada");
    await addCluster({ name: UNPLANNED, slug: UNPLANNED, actor });
    const savedMs = Date.now();
    await putConnection({ slug: UNPLANNED, connection: connection(), credentials: credentials(), actor });
    const unplanned = () => readLive(UNPLANNED);
    const { readMs } = await until("first fact", async () =>
      (await unplanned()).facts.some(({ state }) => state === "ok"),
    );
    expect(readMs - savedMs).toBeLessThan(FIRST_TILE_MS);
    await until("members, leaders and path are ok, with margin 1", async () => {
      const { facts, margin } = await unplanned();
      const states = [QUORUM, PATH, ...LEASES].map((subject) => facts.find((fact) => fact.subject === subject)?.state);
      return states.every((state) => state === "ok") && margin.low === 1 && margin.high === 1;
    });
    await removeConnection(UNPLANNED, actor);
    expect(await criticals()).toEqual([]);
  }, 120_000);
}

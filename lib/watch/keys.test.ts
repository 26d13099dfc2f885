import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Fact } from "#lib/core/live/state.ts";
import { readKeys, removeKey } from "#lib/secrets/key-ring.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { putConnection } from "#lib/store/connection/connections.ts";
import { readLive } from "#lib/store/live/read-live.ts";
import { listTransitions } from "#lib/store/live/transitions.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { noPod } from "#lib/testing/live/pod.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { type Engine, startEngine } from "./engine.ts";
import { rotateKeys } from "./rotate-keys.ts";

const WITHIN_MS = 30_000;
const PATIENCE_MS = 90_000;
/** Nothing stands in for our own network here. */
const CANARY = null;
let database: TestDatabase;
let folder: string;
let sim: Sim;
let engine: Engine;

const start = (keyFolder: string): Promise<Engine> =>
  startEngine({
    databaseUrl: database.watchUrl,
    keyFolder,
    mayConnect: () => true,
    account: noPod(),
    canary: CANARY,
    say: () => undefined,
  });
const factOf = async (subject: string): Promise<Fact | undefined> =>
  (await readLive("gz")).facts.find((fact) => fact.subject === subject);
const credentials = async (): Promise<readonly string[]> =>
  (await pool().query<{ key_id: string }>("SELECT key_id FROM credential ORDER BY field")).rows.map(
    (row) => row.key_id,
  );

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${WITHIN_MS} ms: ${holds}`);
    await sleep(100);
  }
}

beforeAll(async () => {
  sim = await startSim({ clusters: [{ name: "gz" }], network: testNetwork() });
});
afterAll(() => sim.stop());

beforeEach(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "quorate-engine-keys-"));
  await useDatabase(database.ownerUrl);
  engine = await start(folder);
  const { api, vip } = sim.endpoints("gz");
  await addCluster({ name: "gz", slug: "gz", actor: sampleActor("ada") });
  await putConnection({
    slug: "gz",
    connection: {
      api: { address: vip, trust: { kind: "ca", caPem: sim.caPem("gz") }, serverName: null },
      masters: api.map(({ address }) => ({ machineId: null, address })),
      etcd: null,
      balancers: [],
      vipSlbUrl: null,
      pollSeconds: 2,
      isInCluster: false,
      mayUseLoopback: true,
    },
    credentials: { api: { kind: "token", token: sim.token("gz") } },
    actor: sampleActor("ada"),
  });
  await until(async () => (await factOf("lease/kube-scheduler"))?.state === "ok");
});
afterEach(async () => {
  await engine.stop();
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test(
  "the keys are changed while a cluster is watched: nothing is missed, and the old key opens nothing more",
  async () => {
    const [before] = await credentials();
    const { keyId } = await rotateKeys(folder);
    expect([keyId === before, await credentials()]).toEqual([false, [keyId]]);
    const seenMs = (await factOf("lease/kube-scheduler"))?.observedAtMs ?? 0;
    await until(async () => ((await factOf("lease/kube-scheduler"))?.observedAtMs ?? 0) > seenMs + 4000);
    const { rows } = await listTransitions({ slug: "gz", limit: 100 });
    expect(JSON.stringify(rows)).not.toMatch(/credential-locked|unauthorised/);
    expect(readKeys(folder).map(({ id }) => id)).toEqual([keyId]);
    await engine.stop();
    engine = await start(folder);
    const restartedMs = Date.now();
    await until(async () => ((await factOf("lease/kube-scheduler"))?.observedAtMs ?? 0) > restartedMs);
  },
  PATIENCE_MS,
);

test(
  "without its key a cluster is locked: unknown and named so, nothing is lost, and it goes on once the key is back",
  async () => {
    const kept = mkdtempSync(join(tmpdir(), "quorate-kept-keys-"));
    cpSync(folder, kept, { recursive: true });
    await engine.stop();
    for (const { id } of readKeys(folder)) removeKey(folder, id);
    engine = await start(folder);
    await until(async () => (await factOf("lease/kube-scheduler"))?.reason === "credential-locked");
    const { facts } = await readLive("gz");
    expect(facts.find(({ subject }) => subject === "lease/kube-scheduler")?.state).toBe("unknown");
    expect(facts.filter(({ state }) => state === "critical")).toEqual([]);
    expect(await credentials()).toHaveLength(1);
    cpSync(kept, folder, { recursive: true });
    await until(async () => (await factOf("lease/kube-scheduler"))?.state === "ok");
    rmSync(kept, { recursive: true, force: true });
  },
  PATIENCE_MS,
);

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { report } from "#e2e/robust/figure.ts";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { putConnection } from "#lib/store/connection/connections.ts";
import { listMonitorEvents } from "#lib/store/live/history/monitor-events.ts";
import { readLive } from "#lib/store/live/read-live.ts";
import { putThresholds } from "#lib/store/settings.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { type Engine, startEngine } from "./engine.ts";
import { openServiceAccount, SERVICE_ACCOUNT_FOLDER } from "./service-account.ts";

const NAMES = ["bj", "gz", "sh"] as const;
const WITHIN_MS = 60_000;
let database: TestDatabase;
let folder: string;
let sim: Sim;
let engine: Engine;
let canary: Server;
let canaryPort: number;
const said: string[] = [];

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${WITHIN_MS} ms: ${holds}; said: ${said.join(", ")}`);
    await sleep(100);
  }
}

async function connect(name: string): Promise<void> {
  const { api, etcd } = sim.endpoints(name);
  const { certificatePem, keyPem, caPem } = sim.etcdAccess(name);
  const place = ({ address }: { readonly address: string }) => ({ machineId: null, address });
  await addCluster({ name, slug: name, actor: sampleActor("ada") });
  await putConnection({
    slug: name,
    connection: {
      // A balancer would close the connections of dead servers: that is an answer, which no cut cable gives.
      api: { address: api[0]?.address ?? "", trust: { kind: "ca", caPem: sim.caPem(name) }, serverName: null },
      masters: api.map(place),
      etcd: { members: etcd.map(place), trust: { kind: "ca", caPem } },
      balancers: [],
      vipSlbUrl: null,
      pollSeconds: 2,
      isInCluster: false,
      mayUseLoopback: true,
    },
    credentials: { api: { kind: "token", token: sim.token(name) }, etcd: { certificatePem, keyPem } },
    actor: sampleActor("ada"),
  });
}

async function listenAsCanary(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy()).listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** Nothing of a cluster answers, as when a cable is pulled. */
async function silence(name: string): Promise<void> {
  const { api } = sim.endpoints(name);
  for (const { host } of api) {
    await sim.fault(name, { fault: "api-hung", host });
    await sim.fault(name, { fault: "etcd-member-hung", host });
  }
}

const events = async () => (await pool().query("SELECT what, reason FROM transition")).rows;

beforeAll(async () => {
  sim = await startSim({ clusters: NAMES.map((name) => ({ name })), network: testNetwork() });
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "quorate-offline-"));
  await useDatabase(database.ownerUrl);
  canary = await listenAsCanary(0);
  const place = canary.address();
  canaryPort = place === null || typeof place === "string" ? 0 : place.port;
  engine = await startEngine({
    databaseUrl: database.watchUrl,
    keyFolder: folder,
    canary: `127.0.0.1:${canaryPort}`,
    mayConnect: () => true,
    account: openServiceAccount({ folder: SERVICE_ACCOUNT_FOLDER, host: "", port: "" }),
    say: (line) => void said.push(line),
  });
  for (const name of NAMES) await connect(name);
}, 60_000);
afterAll(async () => {
  await engine.stop();
  canary.close();
  await closeDatabase();
  await database.drop();
  await sim.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("R19: the monitor's own network goes: one event, all clusters unknown and none critical; back is one event of the monitor", async () => {
  for (const name of NAMES) {
    await until(async () =>
      (await readLive(name)).facts.some(({ subject, state }) => subject === "etcd-quorum/main" && state === "ok"),
    );
    await until(async () => (await readLive(name)).facts.some(({ kind, state }) => kind === "lease" && state === "ok"));
  }
  await sleep(3000);
  const before = await events();
  canary.close();
  for (const name of NAMES) await silence(name);
  await until(async () => (await listMonitorEvents()).offline.length === 1);
  await until(async () => {
    const lives = await Promise.all(NAMES.map((name) => readLive(name)));
    return lives.every(({ facts }) =>
      facts.every(({ state, reason }) => state === "unknown" && reason === "monitor-offline"),
    );
  });
  await sleep(8000);
  for (const name of NAMES) expect((await readLive(name)).state).toBe("unknown");
  const meanwhile = (await events()).length - before.length;
  expect(meanwhile).toBe(0);

  canary = await listenAsCanary(canaryPort);
  for (const name of NAMES) await sim.fault(name, { fault: "recovered" });
  await until(async () => (await listMonitorEvents()).offline.length === 0);
  for (const name of NAMES) await until(async () => (await readLive(name)).state === "ok");
  expect((await listMonitorEvents()).rows.map(({ what }) => what)).toEqual(["online", "offline"]);
  const own = (await events()).slice(before.length).map(({ what, reason }) => `${what} ${reason}`);
  const lost = (await listMonitorEvents()).rows.filter(({ what }) => what === "offline").length;
  report({ id: "R19", what: `events for ${NAMES.length} clusters without a network`, value: String(lost), limit: "1" });
  report({ id: "R19", what: "events of clusters meanwhile", value: String(meanwhile), limit: "0" });
  expect(own.length).toBeLessThanOrEqual(NAMES.length);
  const { rows } = await pool().query(`SELECT "to" FROM transition WHERE what = 'state'`);
  expect(rows.filter(({ to }) => to === "critical")).toEqual([]);
}, 300_000);

test("a cluster that fails while the control target answers is judged as ever", async () => {
  await silence("gz");
  await until(async () => (await readLive("gz")).facts.some(({ state }) => state === "critical"));
  expect((await listMonitorEvents()).offline).toEqual([]);
  expect((await readLive("bj")).state).toBe("ok");
  await sim.fault("gz", { fault: "recovered" });
}, 90_000);

test("a changed threshold is judged by without a restart, and what was known of the leases stays", async () => {
  const leaseOf = async () => (await readLive("bj")).facts.find(({ subject }) => subject === "lease/kube-scheduler");
  await until(async () => (await leaseOf())?.state === "ok");
  await putThresholds({ ...DEFAULT_THRESHOLDS, leafDays: { warning: 4000, critical: 0 } }, sampleActor("ada"));
  await until(async () =>
    (await readLive("bj")).facts.some(({ kind, state }) => kind === "certificate" && state === "warning"),
  );
  expect((await leaseOf())?.state).toBe("ok");
  const { rows } = await pool().query("SELECT action, object FROM audit WHERE action LIKE 'settings%'");
  expect(rows).toEqual([{ action: "settings.thresholds", object: "setting:thresholds" }]);
}, 60_000);

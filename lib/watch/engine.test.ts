import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { mayConnect } from "#lib/core/connection/address-policy.ts";
import type { Connection } from "#lib/core/connection/connection.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { askPreflight } from "#lib/store/connection/ask-engine.ts";
import { putConnection } from "#lib/store/connection/connections.ts";
import { readPreflight } from "#lib/store/connection/preflights.ts";
import { readLive } from "#lib/store/live/read-live.ts";
import { listTransitions } from "#lib/store/live/transitions.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { type PodFolder, podFolder } from "#lib/testing/live/pod.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { type Engine, startEngine } from "./engine.ts";
import { openServiceAccount } from "./service-account.ts";

const WITHIN_MS = 25_000;
/** Nothing stands in for our own network here. */
const CANARY = null;
let database: TestDatabase;
let folder: string;
let sim: Sim;
let pod: PodFolder;
/** Elsewhere the address of the pod's API is a master like the others. */
let isInPod = false;
let engine: Engine;
/** Everything the engine printed in this test. */
let said: string[];

/** The API as pods of the simulated cluster are told it: a loopback address that nobody else may use. */
function service(): { readonly host: string; readonly port: string } {
  const [host = "", port = ""] = sim.endpoints("gz").api[0]?.address.split(":") ?? [];
  return { host, port };
}

/** The connection that a person would store for a simulated cluster. */
function connectionTo(name: string): Connection {
  const { api, vip, etcd, stats, slb, vipSlb } = sim.endpoints(name);
  const place = ({ address }: { readonly address: string }) => ({ machineId: null, address });
  return {
    api: { address: vip, trust: { kind: "ca", caPem: sim.caPem(name) }, serverName: null },
    masters: api.map(place),
    etcd: { members: etcd.map(place), trust: { kind: "ca", caPem: sim.etcdAccess(name).caPem } },
    balancers: stats.map(({ host, address }, at) => ({
      machineId: null,
      name: host,
      statsUrl: address,
      slbUrl: slb[at]?.address ?? null,
    })),
    vipSlbUrl: vipSlb,
    pollSeconds: 2,
    isInCluster: false,
    mayUseLoopback: true,
  };
}

async function connect(name: string): Promise<void> {
  const { certificatePem, keyPem } = sim.etcdAccess(name);
  await addCluster({ name, slug: name, actor: sampleActor("ada") });
  await putConnection({
    slug: name,
    connection: connectionTo(name),
    credentials: { api: { kind: "token", token: sim.token(name) }, etcd: { certificatePem, keyPem } },
    actor: sampleActor("ada"),
  });
}

const factOf = async (subject: string): Promise<Fact | undefined> =>
  (await readLive("gz")).facts.find((fact) => fact.subject === subject);

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
  said = [];
  await sim.fault("gz", { fault: "recovered" });
  database = await testDatabase();
  pod = podFolder({ token: sim.token("gz"), caPem: sim.caPem("gz") });
  folder = mkdtempSync(join(tmpdir(), "quorate-engine-"));
  // One process plays both parts here: what each login may do is tested with the roles.
  await useDatabase(database.ownerUrl);
  engine = await startEngine({
    databaseUrl: database.watchUrl,
    keyFolder: folder,
    canary: CANARY,
    mayConnect: (ip, { mayUseLoopback, isInCluster, port }) =>
      mayConnect(
        ip,
        { mayUseLoopback, onlyWithin: [], service: { ...service(), isChosen: isInCluster || !isInPod } },
        port,
      ),
    account: openServiceAccount({ folder: pod.folder, ...service() }),
    say: (line) => void said.push(line),
  });
});

afterEach(async () => {
  await engine.stop();
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
  pod.remove();
  expect(said.filter((line) => line.includes(sim.token("gz")) || line.includes("PRIVATE KEY"))).toEqual([]);
});

test("a connected cluster is watched within seconds: path, servers, leaders, members, certificates, balancers, nodes", async () => {
  await connect("gz");
  await until(async () => (await factOf("etcd-quorum/main"))?.state === "ok");
  await until(async () => (await factOf("lease/kube-scheduler"))?.state === "ok");
  await until(async () => (await readLive("gz")).margin.low === 1);
  const live = await readLive("gz");
  const states = new Map(live.facts.map(({ subject, state }) => [subject, state]));
  expect(states.get("api-path/main")).toBe("ok");
  const kinds = new Set(live.facts.map(({ kind }) => kind));
  for (const kind of [
    "api-path",
    "api-server",
    "lease",
    "etcd-quorum",
    "etcd-member",
    "certificate",
    "node",
    "balancer",
    "backend",
    "vip",
    "version",
    "clock",
  ] as const) {
    expect(kinds.has(kind), kind).toBe(true);
  }
  expect(live.margin).toMatchObject({ low: 1, high: 1 });
  expect(live.facts.filter(({ state }) => state === "critical")).toEqual([]);
}, 60_000);

test("inside a cluster it is watched by the pod's own account, with no credential and no address stored", async () => {
  isInPod = true;
  onTestFinished(() => {
    isInPod = false;
  });
  await addCluster({ name: "gz", slug: "gz", actor: sampleActor("ada") });
  const { etcd: _, ...usual } = connectionTo("gz");
  const connection: Connection = {
    ...usual,
    etcd: null,
    api: { address: "", trust: { kind: "ca", caPem: "" }, serverName: null },
    masters: [],
    balancers: [],
    vipSlbUrl: null,
    isInCluster: true,
    mayUseLoopback: false,
  };
  await putConnection({ slug: "gz", connection, credentials: {}, actor: sampleActor("ada") });
  await until(async () => (await factOf("lease/kube-scheduler"))?.state === "ok");
  expect(await factOf("api-path/main")).toMatchObject({ state: "ok" });
  expect((await readLive("gz")).facts.some(({ subject }) => subject === "certificate/own-credential")).toBe(false);
  // The same address by a usual connection is refused: only the explicit choice opens it.
  const { host, port } = service();
  const plain = { ...connection, isInCluster: false, api: { ...connection.api, address: `${host}:${port}` } };
  const answer = await askPreflight({ slug: "gz", connection: plain, credentials: {}, actor: sampleActor("ada") });
  await until(async () => (await readPreflight(answer.id)).state === "done");
  expect((await readPreflight(answer.id)).ticks[0]).toMatchObject({ code: "NET-FORBIDDEN" });
}, 60_000);

test("what looks took is stored round by round, under the names of the places", async () => {
  await connect("gz");
  await until(async () => ((await pool().query("SELECT 1 FROM latency_raw")).rowCount ?? 0) >= 3);
  const { rows } = await pool().query<{ codes: number[]; names: string[] }>(
    'SELECT "codes", "names" FROM "latency_raw" JOIN "latency_series" ON "id" = "series"',
  );
  const { vip, etcd } = sim.endpoints("gz");
  for (const { codes, names } of rows) expect(codes).toHaveLength(names.length);
  // A look that came late falls into the next round.
  for (const name of [`api-health ${vip}`, ...etcd.map(({ address }) => `etcd-status ${address}`)]) {
    expect(Math.max(...rows.map(({ codes, names }) => codes[names.indexOf(name)] ?? 0)), name).toBeGreaterThan(0);
  }
}, 60_000);

test("how far the members are is asked of the leader at every look, and once of those that follow", async () => {
  const asked = new Map<string, number>();
  const count = (message: unknown): void => {
    const { path, origin } = (message as { request: { path: string; origin: string } }).request;
    if (path === "/debug/vars") asked.set(origin, (asked.get(origin) ?? 0) + 1);
  };
  subscribe("undici:request:create", count);
  onTestFinished(() => void unsubscribe("undici:request:create", count));
  await connect("gz");
  await until(async () => Math.max(...asked.values()) >= 4);
  expect([...asked.values()].toSorted()).toEqual([1, 1, 4]);
}, 60_000);

test("a killed etcd leader: the new leader by name, the lost member with its reason, margin 0, and the history of it", async () => {
  await connect("gz");
  await until(async () => (await factOf("etcd-quorum/main"))?.state === "ok");
  await until(async () => typeof (await factOf("etcd-quorum/main"))?.values.leader === "string");
  const before = (await factOf("etcd-quorum/main"))?.values.leader;
  await sim.fault("gz", { fault: "etcd-leader-killed" });
  await until(async () => (await readLive("gz")).margin.low === 0);
  await until(async () => {
    const leader = (await factOf("etcd-quorum/main"))?.values.leader;
    return typeof leader === "string" && leader !== before;
  });
  // The survivors name a new leader before the second look confirms which member is gone.
  await until(async () => JSON.stringify((await factOf("etcd-quorum/main"))?.values.lost) === JSON.stringify([before]));
  const quorum = await factOf("etcd-quorum/main");
  expect(quorum?.values).toMatchObject({ lost: [before], low: 0, high: 0 });
  const { rows } = await listTransitions({ slug: "gz", subject: "etcd-quorum/main", limit: 20 });
  expect(rows.some(({ what, from, to }) => what === "leader" && from === before && to === quorum?.values.leader)).toBe(
    true,
  );
}, 90_000);

test("a dry run ticks every step, says what it cannot reach and why, and keeps nothing of the credential", async () => {
  const connection = connectionTo("gz");
  const dead = { machineId: null, address: "127.90.0.250:6443" };
  const { id } = await askPreflight({
    slug: null,
    connection: { ...connection, masters: [...connection.masters, dead] },
    credentials: { api: { kind: "token", token: sim.token("gz") }, etcd: null },
    actor: sampleActor("ada"),
  });
  await until(async () => (await readPreflight(id)).state === "done");
  const { ticks } = await readPreflight(id);
  const of = (step: string) => ticks.filter((tick) => tick.step === step).map(({ state, code }) => [state, code]);
  expect([of("tcp"), of("tls"), of("auth")]).toEqual([[["ok", "NET-OK"]], [["ok", "TLS-OK"]], [["ok", "AUTH-OK"]]]);
  expect(of("permission")).toEqual([["ok", "PERMISSIONS"]]);
  expect(of("masters")).toEqual([...Array(3).fill(["ok", "MASTER-OK"]), ["failed", "NET-TCP"]]);
  expect(of("etcd").every(([state]) => state === "failed")).toBe(true);
  const { rows } = await pool().query("SELECT sealed FROM preflight");
  expect(rows).toEqual([{ sealed: null }]);
}, 60_000);

test("a wrong token is an answer of the API, with its code, and nothing after it is tried", async () => {
  const { id } = await askPreflight({
    slug: null,
    connection: connectionTo("gz"),
    credentials: { api: { kind: "token", token: "wrong" } },
    actor: sampleActor("ada"),
  });
  await until(async () => (await readPreflight(id)).state === "done");
  const { ticks } = await readPreflight(id);
  expect(ticks.find(({ step }) => step === "auth")).toMatchObject({ state: "failed", code: "AUTH-401" });
  expect(ticks.filter(({ step }) => step === "masters" || step === "permission")).toEqual([]);
}, 60_000);

test("a running cluster that is connected already is told by the name it has here", async () => {
  await connect("gz");
  await until(async () => (await pool().query("SELECT 1 FROM cluster_identity")).rowCount === 1);
  const { id } = await askPreflight({
    slug: null,
    connection: connectionTo("gz"),
    credentials: { api: { kind: "token", token: sim.token("gz") } },
    actor: sampleActor("ada"),
  });
  await until(async () => (await readPreflight(id)).state === "done");
  const { ticks } = await readPreflight(id);
  expect(ticks.find(({ step }) => step === "identity")).toMatchObject({
    state: "warning",
    code: "DUP",
    values: { name: "gz", slug: "gz" },
  });
}, 60_000);

test("a credential that is no credential stops nothing, is said as a reason, and is printed nowhere", async () => {
  await connect("gz");
  const broken = `-----BEGIN PRIVATE KEY-----\n${sim.token("gz")}\n-----END PRIVATE KEY-----`;
  await putConnection({
    slug: "gz",
    connection: connectionTo("gz"),
    credentials: { etcd: { certificatePem: broken, keyPem: broken } },
    actor: sampleActor("ada"),
  });
  await until(async () => (await factOf("etcd-quorum/main"))?.state === "unknown");
  await until(async () => (await factOf("api-path/main"))?.state === "ok");
  expect(JSON.stringify(await readLive("gz"))).not.toContain(sim.token("gz"));
}, 60_000);

test("a right that is taken away is named within seconds, not at the next hourly review, and forgotten once given", async () => {
  const MISSING = "access/list leases.coordination.k8s.io in kube-system";
  await connect("gz");
  await until(async () => (await factOf("lease/kube-scheduler"))?.state === "ok");
  expect(await factOf(MISSING)).toBeUndefined();
  await sim.fault("gz", { fault: "api-forbids", resource: "leases" });
  await until(async () => (await factOf("lease/kube-scheduler"))?.reason === "forbidden");
  await until(async () => (await factOf(MISSING))?.state === "unknown");
  await sim.fault("gz", { fault: "recovered" });
  await until(async () => (await factOf(MISSING)) === undefined);
}, 60_000);

test("a connection that is stored anew while a look is under way: the look that was cut short says nothing", async () => {
  await connect("gz");
  // A server has the name of its machine once the nodes are known and it was looked at since; before, its address.
  const named = async () =>
    (await readLive("gz")).facts.find(
      ({ kind, values }) => kind === "api-server" && /[a-z]/.test(`${values.name ?? ""}`),
    );
  await until(async () => (await named()) !== undefined);
  const hung = await named();
  const host = String(hung?.values.name);
  await sim.fault("gz", { fault: "api-hung", host });
  await until(async () => (await factOf(hung?.subject ?? ""))?.reason === "timeout");
  const storedAtMs = Date.now();
  await putConnection({ slug: "gz", connection: connectionTo("gz"), credentials: {}, actor: sampleActor("ada") });
  await until(async () => {
    const { facts } = await readLive("gz");
    expect(facts.filter(({ reason }) => reason === "reset")).toEqual([]);
    const [server] = facts.filter(({ subject }) => subject === hung?.subject);
    return (server?.observedAtMs ?? 0) > storedAtMs + 2000;
  });
}, 60_000);

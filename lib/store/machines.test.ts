import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor, sampleMachine, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { closeDatabase, useDatabase } from "./client.ts";
import { addCluster } from "./clusters.ts";
import { listMachines } from "./machines.ts";
import { moveMachines } from "./plan/move-machines.ts";
import { undoPlan } from "./plan/undo.ts";
import { editPlan, readPlan } from "./plans.ts";

const ada = sampleActor("ada");
let database: TestDatabase;

const plan: Plan = {
  ...samplePlan(0),
  machines: [
    sampleMachine(1, { hostname: "gz-master1", ips: ["10.1.0.11", "fd00::11"], roles: ["control-plane", "etcd"] }),
    sampleMachine(2, { hostname: "gz-worker1", ips: ["10.1.0.21"] }),
    sampleMachine(3, { hostname: "shared", ips: [] }),
  ],
};
const other: Plan = {
  ...samplePlan(0),
  machines: [
    sampleMachine(1, { hostname: "bj-master1", ips: ["10.1.0.21"] }),
    sampleMachine(2, { hostname: "shared", ips: ["10.2.0.22"] }),
  ],
};

beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
  await addCluster({ name: "gz", plan, actor: ada });
  await addCluster({ name: "bj", plan: other, actor: ada });
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function found(query: Omit<Parameters<typeof listMachines>[0], "limit">): Promise<string[]> {
  const { rows } = await listMachines({ ...query, limit: 100 });
  return rows.map(({ slug, machine }) => `${slug}/${machine.hostname}`).sort();
}

test("a machine is found by part of its name or address, by role and by cluster", async () => {
  expect(await found({ q: "MASTER" })).toEqual(["bj/bj-master1", "gz/gz-master1"]);
  expect(await found({ q: "10.1.0.2" })).toEqual(["bj/bj-master1", "gz/gz-worker1"]);
  expect(await found({ q: "fd00::" })).toEqual(["gz/gz-master1"]);
  expect(await found({ role: "etcd" })).toEqual(["gz/gz-master1"]);
  expect(await found({ slug: "bj" })).toEqual(["bj/bj-master1", "bj/shared"]);
  expect(await found({ q: "100%" })).toEqual([]);
});

test("names and addresses that two clusters share are marked, and can be listed alone", async () => {
  const { rows, total } = await listMachines({ onlyDuplicates: true, limit: 10 });
  expect(total).toBe(4);
  const marks = rows.map((row) => [row.slug, row.machine.hostname, row.isDuplicateName, row.isDuplicateIp]);
  expect(marks.sort()).toEqual([
    ["bj", "bj-master1", false, true],
    ["bj", "shared", true, false],
    ["gz", "gz-worker1", false, true],
    ["gz", "shared", true, false],
  ]);
});

test("pages follow one another without a gap", async () => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMachines({ limit: 2, cursor });
    names.push(...page.rows.map(({ slug, machine }) => `${slug}/${machine.hostname}`));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(names).size).toBe(names.length);
  expect(names.sort()).toEqual(await found({}));
});

test("machines move out of unassigned into a cluster, with an entry in both histories", async () => {
  const waiting = [sampleMachine(1, { hostname: "new1", ips: ["10.9.0.1"] }), sampleMachine(50, { hostname: "new2" })];
  const edit = { type: "addMachines" as const, machines: waiting };
  await editPlan({ slug: "unassigned", baseVersion: 0, edit, actor: ada });
  expect(await found({ q: "new" })).toEqual(["unassigned/new1", "unassigned/new2"]);
  const move = { from: "unassigned", to: "gz", machineIds: ["m1", "m50"], actor: ada };
  expect(await moveMachines(move)).toEqual({ moved: 2 });
  expect(await found({ q: "new" })).toEqual(["gz/new1", "gz/new2"]);
  const { plan: after, undo } = await readPlan("gz", undefined, ada.id);
  expect(undo?.label).toBe("Move 2 machines from unassigned");
  expect(after.machines.map(({ hostname }) => hostname)).toEqual([
    "gz-master1",
    "gz-worker1",
    "shared",
    "new1",
    "new2",
  ]);
  expect(new Set(after.machines.map(({ id }) => id)).size).toBe(5);
});

test("a move that would double a name or an address is refused as a whole", async () => {
  const before = [await readPlan("gz"), await readPlan("bj")];
  const move = moveMachines({ from: "bj", to: "gz", machineIds: ["m1", "m2"], actor: ada });
  await expect(move).rejects.toMatchObject({
    kind: "invalid",
    extra: { errors: [{ code: "duplicate-hostname" }, { code: "duplicate-ip" }] },
  });
  expect([await readPlan("gz"), await readPlan("bj")]).toEqual(before);
  const unknown = moveMachines({ from: "bj", to: "gz", machineIds: ["m77"], actor: ada });
  await expect(unknown).rejects.toMatchObject({ code: "invalid-plan" });
  const same = moveMachines({ from: "gz", to: "gz", machineIds: ["m1"], actor: ada });
  await expect(same).rejects.toMatchObject({ code: "same-cluster" });
});

test("moves in opposite directions at once do not wait for each other for ever", async () => {
  await addCluster({ name: "left", plan: { ...plan, machines: [sampleMachine(1)] }, actor: ada });
  await addCluster({ name: "right", plan: { ...plan, machines: [sampleMachine(2)] }, actor: ada });
  await Promise.all([
    moveMachines({ from: "left", to: "right", machineIds: ["m1"], actor: ada }),
    moveMachines({ from: "right", to: "left", machineIds: ["m2"], actor: ada }),
  ]);
  expect(await found({ slug: "left" })).toEqual(["left/host2"]);
  await undoPlan({ slug: "left", baseVersion: 2, actor: ada });
  expect(await found({ slug: "left" })).toEqual([]);
});

test("5,000 machines come in within one edit and are found again", async () => {
  const { slug } = await addCluster({ name: "large", actor: ada });
  const machines = samplePlan(5000).machines.map((machine) => ({ ...machine, hostname: `large${machine.hostname}` }));
  const startMs = performance.now();
  await editPlan({ slug, baseVersion: 0, edit: { type: "addMachines", machines }, kind: "import", actor: ada });
  const importMs = performance.now() - startMs;
  const searchMs = performance.now();
  const { total } = await listMachines({ q: "largehost49", limit: 100 });
  console.log(`import of 5,000: ${importMs.toFixed(0)} ms; search: ${(performance.now() - searchMs).toFixed(1)} ms`);
  expect(total).toBe(111);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor, sampleMachine, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { closeDatabase, pool, useDatabase } from "./client.ts";
import { addCluster, changeCluster, listClusters, readCluster, removeCluster } from "./clusters.ts";
import { listHistory } from "./history.ts";
import { withSession } from "./people/session.ts";
import { slugOf } from "./plan/slugs.ts";
import { undoPlan } from "./plan/undo.ts";
import { editPlan, readPlan } from "./plans.ts";

const ada = sampleActor("ada");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

test.each([
  ["prod-gz", "prod-gz"],
  ["  Prod GZ / 2 ", "prod-gz-2"],
  ["Zürich", "zurich"],
  ["生产集群", null],
  ["生产集群 A", null],
  ["广州 prod", "prod"],
  ["x".repeat(200), "x".repeat(56)],
  ["<script>", "script"],
])("the name %s suggests the address %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

describe("a new cluster", () => {
  test("gets an address of its own, also when several of one name come at once", async () => {
    const made = await Promise.all([1, 2, 3].map(() => addCluster({ name: "Same name", actor: ada })));
    expect(made.map(({ slug }) => slug).sort()).toEqual(["same-name", "same-name-2", "same-name-3"]);
    const chinese = await addCluster({ name: "生产集群", actor: ada });
    const second = await addCluster({ name: "测试集群", actor: ada });
    expect([chinese.slug, second.slug]).toEqual(["cluster-1", "cluster-2"]);
  });

  test("at an address that is taken or reserved is refused", async () => {
    await addCluster({ name: "One", slug: "wanted", actor: ada });
    const again = addCluster({ name: "Two", slug: "wanted", actor: ada });
    await expect(again).rejects.toMatchObject({ kind: "conflict", code: "slug-taken" });
    const reserved = addCluster({ name: "Two", slug: "unassigned", actor: ada });
    await expect(reserved).rejects.toMatchObject({ code: "slug-taken" });
  });

  test("from a plan carries its machines, totals and roles, under the name it was given", async () => {
    const summary = await addCluster({ name: "From plan", group: "gz", plan: samplePlan(3), actor: ada });
    expect(summary).toMatchObject({
      name: "From plan",
      group: "gz",
      version: 0,
      roles: { worker: 3 },
      updatedBy: "ada",
    });
    expect(summary.totals).toMatchObject({ machines: 3, cpuCores: 24, memoryMiB: 98_304, systemDiskGB: 300 });
    expect((await readPlan(summary.slug)).plan).toEqual({ ...samplePlan(3), name: "From plan" });
  });

  test("from a template has the template's machines", async () => {
    const { slug, totals } = await addCluster({ name: "T2", template: "T2", actor: ada });
    expect((await readPlan(slug)).plan.machines).toHaveLength(totals.machines);
    expect(totals.machines).toBeGreaterThan(3);
  });

  test("from a plan that breaks a hard rule is refused and leaves nothing", async () => {
    const plan = { ...samplePlan(1), machines: [sampleMachine(1), sampleMachine(2, { ips: ["10.0.0.2"] })] };
    await expect(addCluster({ name: "Broken", plan, actor: ada })).rejects.toMatchObject({ code: "invalid-plan" });
    expect((await listClusters({ q: "Broken", limit: 10 })).total).toBe(0);
  });
});

test("totals follow every edit", async () => {
  const { slug } = await addCluster({ name: "Totals", actor: ada });
  await editPlan({ slug, baseVersion: 0, edit: { type: "addMachines", machines: [sampleMachine(1)] }, actor: ada });
  expect(await readCluster(slug)).toMatchObject({ version: 1, roles: { worker: 1 }, totals: { cpuCores: 8 } });
});

test("a new name is a step of the plan that can be undone, and the list follows", async () => {
  const { slug } = await addCluster({ name: "Old name", actor: ada });
  expect(await changeCluster(slug, { name: "New name", group: "south", actor: ada })).toMatchObject({
    name: "New name",
    group: "south",
    version: 1,
  });
  await undoPlan({ slug, baseVersion: 1, actor: ada });
  expect(await readCluster(slug)).toMatchObject({ name: "Old name", group: "south" });
});

test("the list goes through all clusters in pages by name, and finds by part of a name", async () => {
  for (const name of ["page-c", "Page-B", "page-a", "100%_sure"]) await addCluster({ name, actor: ada });
  const first = await listClusters({ q: "page", limit: 2 });
  expect(first).toMatchObject({ rows: [{ name: "page-a" }, { name: "Page-B" }], total: 3 });
  const second = await listClusters({ q: "page", limit: 2, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ rows: [{ name: "page-c" }], nextCursor: null });
  expect((await listClusters({ q: "%_", limit: 10 })).rows.map(({ name }) => name)).toEqual(["100%_sure"]);
});

/** Only an engine writes what is live. */
function asOwner(statement: string, values: unknown[]): Promise<unknown> {
  return withSession(database.ownerUrl, (client) => client.query(statement, values));
}

test("the worst clusters come first over all pages, what is not watched comes last, and old news is unknown", async () => {
  const watched = [
    { name: "order-a", state: "ok", low: 1, seconds: 0 },
    { name: "order-b", state: "critical", low: 0, seconds: 0 },
    { name: "order-c", state: "ok", low: null, seconds: 0 },
    { name: "order-d", state: "critical", low: -1, seconds: 0 },
    { name: "order-e", state: "critical", low: 0, seconds: 3600 },
    { name: "order-f", state: "warning", low: 1, seconds: 0 },
    { name: "order-g", state: "ok", low: -1, high: 1, seconds: 0 },
  ];
  await addCluster({ name: "order-0 plan only", actor: ada });
  for (const { name, state, low, high = low, seconds } of watched) {
    const { id } = await addCluster({ name, actor: ada });
    await asOwner(
      `insert into live_cluster (cluster_id, state, unknown_count, margin, tile, polled_at, epoch)
       values ($1, $2, 0, jsonb_build_object('low', $3::int, 'high', $4::int), '{}', now() - make_interval(secs => $5), 1)`,
      [id, state, low, high, seconds],
    );
  }
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listClusters({ q: "order-", sort: "worst", limit: 2, cursor });
    names.push(...page.rows.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(names).toEqual([
    "order-d",
    "order-b",
    "order-f",
    "order-g",
    "order-e",
    "order-a",
    "order-c",
    "order-0 plan only",
  ]);
});

test("deleting takes plan and history, and leaves the audit trail", async () => {
  const { slug } = await addCluster({ name: "Short life", plan: samplePlan(2), actor: ada });
  await removeCluster(slug, ada);
  await expect(readPlan(slug)).rejects.toMatchObject({ kind: "not-found", code: "unknown-cluster" });
  await expect(listHistory(slug, { limit: 1 })).rejects.toMatchObject({ code: "unknown-cluster" });
  const { rows } = await pool().query("select action from audit where object = $1", [`cluster:${slug}`]);
  expect(rows).toEqual([{ action: "cluster.remove" }]);
});

describe("unassigned", () => {
  test("is there without being made, holds machines, and is not listed", async () => {
    const { version, plan } = await readPlan("unassigned");
    expect([version, plan.machines]).toEqual([0, []]);
    const edit = { type: "addMachines", machines: [sampleMachine(900)] } as const;
    await editPlan({ slug: "unassigned", baseVersion: 0, edit: { ...edit, machines: [...edit.machines] }, actor: ada });
    expect((await readPlan("unassigned")).plan.machines).toHaveLength(1);
    expect((await listClusters({ q: "unassigned", limit: 10 })).total).toBe(0);
  });

  test("cannot be renamed, deleted, or given options", async () => {
    const reserved = { kind: "invalid", code: "reserved-inventory" };
    await expect(removeCluster("unassigned", ada)).rejects.toMatchObject(reserved);
    await expect(changeCluster("unassigned", { name: "x", actor: ada })).rejects.toMatchObject(reserved);
    const { version: baseVersion } = await readPlan("unassigned");
    const edit = { type: "renamePlan", name: "x" } as const;
    const renamed = editPlan({ slug: "unassigned", baseVersion, edit, actor: ada });
    await expect(renamed).rejects.toMatchObject({ code: "unassigned-machines-only" });
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { closeDatabase, useDatabase } from "./client.ts";
import { addCluster } from "./clusters.ts";
import { editPlan, readPlan } from "./plans.ts";
import { briefAt, listMargins } from "./verdicts.ts";

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

const marginOf = async (slug: string) => (await listMargins({ q: slug, limit: 10 })).rows[0]?.margin;

test("a plan with nothing in it has an unknown margin", async () => {
  const { slug } = await addCluster({ name: "nothing", actor: ada });
  expect(await marginOf(slug)).toEqual({ kind: "unknown" });
});

test("the margin in the list follows the version of the plan", async () => {
  const { slug } = await addCluster({ name: "three zones", template: "T5", actor: ada });
  expect(await marginOf(slug)).toMatchObject({ kind: "known", borne: 1 });
  await editPlan({ slug, baseVersion: 0, edit: { type: "removeMachines", machineIds: ["master-c1"] }, actor: ada });
  expect(await marginOf(slug)).toMatchObject({ kind: "known", borne: 0 });
});

test("the card of a version is computed once, and anew for the next version", async () => {
  const cluster = await addCluster({ name: "carded", template: "T2", actor: ada });
  const { plan } = await readPlan(cluster.slug);
  const first = briefAt(cluster, plan);
  expect(briefAt(cluster, plan)).toBe(first);
  expect(briefAt({ ...cluster, version: cluster.version + 1 }, plan)).not.toBe(first);
});

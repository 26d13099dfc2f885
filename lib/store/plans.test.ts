import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "#lib/core/plan/edit.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor, sampleMachine, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { closeDatabase, useDatabase } from "./client.ts";
import { addCluster, readCluster } from "./clusters.ts";
import type { StoreProblem } from "./errors.ts";
import { forgetHeads } from "./plan/heads.ts";
import { editPlan, readChanges, readPlan } from "./plans.ts";

const ada = sampleActor("ada");
const bob = sampleActor("bob");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function cluster(count: number): Promise<string> {
  const { slug } = await addCluster({ name: "Test", plan: samplePlan(count), actor: ada });
  return slug;
}

const toZone = (machineId: string, zone: string): Edit => ({
  type: "moveToZone",
  machineIds: [machineId],
  zone,
  level: "zone",
});
const setCores = (machineId: string, cpuCores: number): Edit => ({
  type: "setMachines",
  changes: [{ machineId, set: { cpuCores } }],
});
const refusal = (run: Promise<unknown>): Promise<StoreProblem> =>
  run.then(
    () => Promise.reject(new Error("was not refused")),
    (problem) => problem,
  );

describe("two people edit one plan", () => {
  test("edits of different machines both go through, and the second hears of the first", async () => {
    const slug = await cluster(3);
    await editPlan({ slug, baseVersion: 0, edit: toZone("m1", "a"), actor: ada });
    const answer = await editPlan({ slug, baseVersion: 0, edit: toZone("m2", "b"), actor: bob });
    expect(answer).toMatchObject({ version: 2, isRebased: true, undo: { version: 2 }, redo: null });
    expect(answer.changes.map(({ path }) => path)).toEqual(["machines/m1/zone", "machines/m2/zone"]);
    const { plan } = await readPlan(slug);
    expect(plan.machines.map(({ zone }) => zone)).toEqual(["a", "b", undefined]);
  });

  test("different fields of one machine both go through", async () => {
    const slug = await cluster(1);
    await editPlan({ slug, baseVersion: 0, edit: toZone("m1", "a"), actor: ada });
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 16), actor: bob });
    expect((await readPlan(slug)).plan.machines[0]).toMatchObject({ zone: "a", cpuCores: 16 });
  });

  test("the same field gives the second a conflict with all three values, who and when, and changes nothing", async () => {
    const slug = await cluster(2);
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 16), actor: ada });
    const problem = await refusal(editPlan({ slug, baseVersion: 0, edit: setCores("m1", 32), actor: bob }));
    expect(problem).toMatchObject({ kind: "conflict", code: "edit-conflict" });
    expect(problem.extra).toMatchObject({
      version: 1,
      conflicts: [{ path: "machines/m1/cpuCores", subject: "host1", base: 8, theirs: 16, yours: 32, by: "ada" }],
    });
    expect((await readPlan(slug)).version).toBe(1);
  });

  test("both typing the same value is no conflict", async () => {
    const slug = await cluster(1);
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 16), actor: ada });
    const answer = await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 16), actor: bob });
    expect(answer.version).toBe(1);
  });

  test("editing a machine that somebody removed is a conflict that names the machine", async () => {
    const slug = await cluster(2);
    await editPlan({ slug, baseVersion: 0, edit: { type: "removeMachines", machineIds: ["m1"] }, actor: ada });
    const problem = await refusal(editPlan({ slug, baseVersion: 0, edit: setCores("m1", 32), actor: bob }));
    expect(problem).toMatchObject({ code: "edit-conflict", extra: { conflicts: [{ subject: "host1", by: "ada" }] } });
  });

  test("replacing the whole plan keeps what somebody else did to other fields meanwhile", async () => {
    const slug = await cluster(2);
    await editPlan({ slug, baseVersion: 0, edit: toZone("m1", "a"), actor: ada });
    const mine = samplePlan(3, "Test");
    await editPlan({ slug, baseVersion: 0, edit: { type: "replacePlan", plan: mine }, actor: bob });
    const { plan } = await readPlan(slug);
    expect(plan.machines.map(({ id, zone }) => [id, zone])).toEqual([
      ["m1", "a"],
      ["m2", undefined],
      ["m3", undefined],
    ]);
  });

  test("a browser catches up with the changes since its version", async () => {
    const slug = await cluster(2);
    await editPlan({ slug, baseVersion: 0, edit: toZone("m1", "a"), actor: ada });
    const changes = await readChanges(slug, 0, bob.id);
    expect(changes).toMatchObject({ version: 1, updatedBy: "ada", undo: null });
    expect(changes.changes).toEqual([{ path: "machines/m1/zone", after: "a" }]);
  });
});

describe("one step", () => {
  test("swaps two addresses and two names", async () => {
    const slug = await cluster(2);
    const [one, two] = samplePlan(2).machines;
    const edit: Edit = {
      type: "setMachines",
      changes: [
        { machineId: "m1", set: { ips: two?.ips, hostname: two?.hostname } },
        { machineId: "m2", set: { ips: one?.ips, hostname: one?.hostname } },
      ],
    };
    await editPlan({ slug, baseVersion: 0, edit, actor: ada });
    forgetHeads();
    const { plan } = await readPlan(slug);
    expect(plan.machines.map(({ id, hostname, ips }) => [id, hostname, ips])).toEqual([
      ["m1", "host2", two?.ips],
      ["m2", "host1", one?.ips],
    ]);
  });

  test("with a name or address that is taken is refused with the place, in words", async () => {
    const slug = await cluster(2);
    const edit: Edit = { type: "addMachines", machines: [sampleMachine(3, { hostname: "host1" })] };
    const problem = await refusal(editPlan({ slug, baseVersion: 0, edit, actor: ada }));
    expect(problem).toMatchObject({ kind: "invalid", code: "invalid-plan" });
    expect(problem.extra).toMatchObject({ errors: [{ path: "machines/m3/hostname", code: "duplicate-hostname" }] });
  });

  test("sent twice with the same key is applied once", async () => {
    const slug = await cluster(1);
    const edit: Edit = { type: "addMachines", machines: [sampleMachine(2)] };
    const order = { slug, baseVersion: 0, edit, key: "0123456789", actor: ada };
    await editPlan(order);
    const again = await editPlan(order);
    expect(again).toMatchObject({ version: 1, undo: { version: 1 } });
    expect(again.changes.map(({ path }) => path)).toEqual(["machines/m2"]);
  });

  test("that changes nothing leaves no version", async () => {
    const slug = await cluster(1);
    expect(await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 8), actor: ada })).toMatchObject({
      version: 0,
      changes: [],
    });
  });

  test("on a version that does not exist yet is refused", async () => {
    const slug = await cluster(1);
    const problem = await refusal(editPlan({ slug, baseVersion: 9, edit: setCores("m1", 9), actor: ada }));
    expect(problem).toMatchObject({ kind: "conflict", code: "unknown-base-version" });
  });

  test("survives in the rows as the plan has it, without what this process remembers", async () => {
    const slug = await cluster(0);
    const machine = sampleMachine(1, { labels: { zone: "a" }, memoryMiB: 9_000_000_000, remark: '<b>"\u202e' });
    await editPlan({ slug, baseVersion: 0, edit: { type: "addMachines", machines: [machine] }, actor: ada });
    forgetHeads();
    expect((await readPlan(slug)).plan.machines).toEqual([machine]);
    expect((await readCluster(slug)).totals).toMatchObject({ machines: 1, memoryMiB: 9_000_000_000 });
  });
});

test("200 edits at once lose nothing", async () => {
  const slug = await cluster(200);
  const edits = Array.from({ length: 200 }, (_, index) =>
    editPlan({ slug, baseVersion: 0, edit: toZone(`m${index + 1}`, `z${index}`), actor: index % 2 ? ada : bob }),
  );
  const answers = await Promise.all(edits);
  expect(new Set(answers.map(({ version }) => version)).size).toBe(200);
  forgetHeads();
  const { plan, version } = await readPlan(slug);
  expect(version).toBe(200);
  expect(plan.machines.map(({ zone }) => zone)).toEqual(Array.from({ length: 200 }, (_, index) => `z${index}`));
});

test("one field of one machine among 5,000 is committed in the time it takes to press a key", async () => {
  const slug = await cluster(5000);
  await readPlan(slug);
  const tookMs: number[] = [];
  for (let version = 0; version < 30; version += 1) {
    const start = performance.now();
    await editPlan({ slug, baseVersion: version, edit: setCores(`m${version * 100 + 1}`, 64), actor: ada });
    tookMs.push(performance.now() - start);
  }
  tookMs.sort((a, b) => a - b);
  console.log(`one edit among 5,000 machines: median ${tookMs[15]?.toFixed(1)} ms, worst ${tookMs[29]?.toFixed(1)} ms`);
  expect((await readPlan(slug)).version).toBe(30);
});

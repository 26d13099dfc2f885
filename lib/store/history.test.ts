import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "#lib/core/plan/edit.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor, sampleMachine, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { closeDatabase, useDatabase as connectTo } from "./client.ts";
import { addCluster } from "./clusters.ts";
import { listHistory, nameVersion, readEntry, restorePlan } from "./history.ts";
import { forgetHeads } from "./plan/heads.ts";
import { redoPlan, undoPlan } from "./plan/undo.ts";
import { editPlan, readPlan } from "./plans.ts";

const ada = sampleActor("ada");
const bob = sampleActor("bob");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await connectTo(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function cluster(count: number): Promise<string> {
  const { slug } = await addCluster({ name: "Test", plan: samplePlan(count), actor: ada });
  return slug;
}

const setCores = (machineId: string, cpuCores: number): Edit => ({
  type: "setMachines",
  changes: [{ machineId, set: { cpuCores } }],
});

async function cores(slug: string): Promise<(number | undefined)[]> {
  return (await readPlan(slug)).plan.machines.map(({ cpuCores }) => cpuCores);
}

/** As after a restart: nothing remembered, no connection kept. */
async function restart(): Promise<void> {
  forgetHeads();
  await closeDatabase();
  await connectTo(database.url);
}

describe("undo and redo", () => {
  test("go back and forth over several steps, and survive a restart", async () => {
    const slug = await cluster(1);
    for (const count of [10, 12, 14]) {
      const { version } = await readPlan(slug);
      await editPlan({ slug, baseVersion: version, edit: setCores("m1", count), label: `to ${count}`, actor: ada });
    }
    expect(await undoPlan({ slug, baseVersion: 3, actor: ada })).toMatchObject({
      version: 4,
      undo: { version: 2, label: "to 12" },
      redo: { version: 4, label: "to 14" },
    });
    await restart();
    await undoPlan({ slug, baseVersion: 4, actor: ada });
    expect(await cores(slug)).toEqual([10]);
    await restart();
    expect(await readPlan(slug, undefined, ada.id)).toMatchObject({
      undo: { label: "to 10" },
      redo: { label: "to 12" },
    });
    await redoPlan({ slug, baseVersion: 5, actor: ada });
    expect(await redoPlan({ slug, baseVersion: 6, actor: ada })).toMatchObject({
      undo: { label: "to 14" },
      redo: null,
    });
    expect(await cores(slug)).toEqual([14]);
    await undoPlan({ slug, baseVersion: 7, actor: ada });
    expect(await cores(slug)).toEqual([12]);
    expect(await redoPlan({ slug, baseVersion: 8, actor: ada })).toMatchObject({ undo: { label: "to 14" } });
  });

  test("a new edit ends redo", async () => {
    const slug = await cluster(1);
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 10), actor: ada });
    await undoPlan({ slug, baseVersion: 1, actor: ada });
    expect(await editPlan({ slug, baseVersion: 2, edit: setCores("m1", 11), actor: ada })).toMatchObject({
      redo: null,
    });
    await expect(redoPlan({ slug, baseVersion: 3, actor: ada })).rejects.toMatchObject({ code: "nothing-to-redo" });
  });

  test("take only one's own steps", async () => {
    const slug = await cluster(2);
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 10), actor: ada });
    await editPlan({ slug, baseVersion: 1, edit: setCores("m2", 10), actor: bob });
    await undoPlan({ slug, baseVersion: 1, actor: ada });
    expect(await cores(slug)).toEqual([8, 10]);
    await expect(undoPlan({ slug, baseVersion: 3, actor: ada })).rejects.toMatchObject({ code: "nothing-to-undo" });
  });

  test("is refused with the difference when somebody has changed the field since", async () => {
    const slug = await cluster(1);
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 10), actor: ada });
    await editPlan({ slug, baseVersion: 1, edit: setCores("m1", 20), actor: bob });
    await expect(undoPlan({ slug, baseVersion: 2, actor: ada })).rejects.toMatchObject({
      code: "edit-conflict",
      extra: {
        conflicts: [{ path: "machines/m1/cpuCores", subject: "host1", base: 10, theirs: 20, yours: 8, by: "bob" }],
      },
    });
    expect(await cores(slug)).toEqual([20]);
    await undoPlan({ slug, baseVersion: 2, actor: bob });
    await undoPlan({ slug, baseVersion: 3, actor: ada });
    expect(await cores(slug)).toEqual([8]);
  });

  test("of added machines that somebody has filled in since is refused, not silently destructive", async () => {
    const slug = await cluster(0);
    await editPlan({ slug, baseVersion: 0, edit: { type: "addMachines", machines: [sampleMachine(1)] }, actor: ada });
    await editPlan({ slug, baseVersion: 1, edit: setCores("m1", 20), actor: bob });
    await expect(undoPlan({ slug, baseVersion: 2, actor: ada })).rejects.toMatchObject({ code: "edit-conflict" });
  });

  test("sent twice with the same key goes back one step only", async () => {
    const slug = await cluster(1);
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 10), actor: ada });
    await editPlan({ slug, baseVersion: 1, edit: setCores("m1", 12), actor: ada });
    await undoPlan({ slug, baseVersion: 2, key: "undo-0001", actor: ada });
    expect(await undoPlan({ slug, baseVersion: 2, key: "undo-0001", actor: ada })).toMatchObject({ version: 3 });
    expect(await cores(slug)).toEqual([10]);
  });

  test("gives back a removed load-balancer host to its endpoint", async () => {
    const slug = await cluster(2);
    const endpoint = {
      id: "api",
      audience: "nodes" as const,
      vips: [],
      port: 6443,
      lb: { kind: "keepalived-haproxy" as const, members: ["m1", "m2"], priorities: { m1: 100, m2: 90 } },
    };
    await editPlan({ slug, baseVersion: 0, edit: { type: "addEndpoint", endpoint }, actor: ada });
    await editPlan({ slug, baseVersion: 1, edit: { type: "removeMachines", machineIds: ["m1"] }, actor: ada });
    expect((await readPlan(slug)).plan.endpoints).toMatchObject([{ lb: { members: ["m2"] } }]);
    await undoPlan({ slug, baseVersion: 2, actor: ada });
    forgetHeads();
    const { plan } = await readPlan(slug);
    expect(plan.endpoints).toEqual([endpoint]);
    expect(plan.machines).toEqual(samplePlan(2).machines);
  });
});

describe("history", () => {
  test("any version can be read and restored, and a restore can be undone", async () => {
    const slug = await cluster(1);
    for (let version = 0; version < 230; version += 1) {
      await editPlan({ slug, baseVersion: version, edit: setCores("m1", 100 + version), actor: ada });
    }
    await restart();
    for (const version of [0, 1, 60, 99, 100, 101, 149, 150, 199, 201, 229, 230]) {
      const { plan } = await readPlan(slug, version);
      expect([version, plan.machines[0]?.cpuCores]).toEqual([version, version === 0 ? 8 : 99 + version]);
    }
    await nameVersion({ slug, version: 42, name: "Signed off", actor: bob });
    const restored = await restorePlan({ slug, baseVersion: 230, version: 42, actor: bob });
    expect(restored).toMatchObject({ version: 231, undo: { label: "Restore Signed off" } });
    expect(restored.changes).toEqual([{ path: "machines/m1/cpuCores", before: 329, after: 141 }]);
    await undoPlan({ slug, baseVersion: 231, actor: bob });
    expect(await cores(slug)).toEqual([329]);
  }, 60_000);

  test("a step is named in the language of whoever makes it", async () => {
    const zh = { ...ada, language: "zh" } as const;
    const { slug } = await addCluster({ name: "语言", template: "T2", actor: zh });
    await editPlan({ slug, baseVersion: 0, edit: { type: "renamePlan", name: "改名" }, actor: zh });
    await restorePlan({ slug, baseVersion: 1, version: 0, actor: zh });
    await restorePlan({ slug, baseVersion: 2, version: 1, actor: bob });
    const { rows } = await listHistory(slug, { limit: 9 });
    expect(rows.map(({ label }) => label)).toEqual([
      "Restore version 1",
      "恢复版本 0",
      "规划改名为 改名",
      "由模板 T2 新建",
    ]);
  });

  test("says who did what when, newest first, in pages", async () => {
    const slug = await cluster(1);
    await editPlan({ slug, baseVersion: 0, edit: setCores("m1", 10), label: "More cores", actor: bob });
    const first = await listHistory(slug, { limit: 1 });
    expect(first).toMatchObject({
      rows: [{ version: 1, by: "bob", label: "More cores", kind: "edit", changeCount: 1, name: null }],
      total: 2,
    });
    const second = await listHistory(slug, { limit: 1, cursor: first.nextCursor ?? "" });
    expect(second).toMatchObject({ rows: [{ version: 0, kind: "create" }], nextCursor: null });
    expect((await readEntry(slug, 1)).changes).toEqual([{ path: "machines/m1/cpuCores", before: 8, after: 10 }]);
    await expect(readEntry(slug, 7)).rejects.toMatchObject({ kind: "not-found", code: "unknown-plan-version" });
    await expect(listHistory(slug, { limit: 1, cursor: "nonsense" })).rejects.toMatchObject({ code: "bad-cursor" });
  });

  test("a version keeps its name until it is taken away", async () => {
    const slug = await cluster(1);
    expect(await nameVersion({ slug, version: 0, name: "First", actor: ada })).toMatchObject({ name: "First" });
    expect((await listHistory(slug, { limit: 5 })).rows).toMatchObject([{ name: "First" }]);
    expect(await nameVersion({ slug, version: 0, name: "", actor: ada })).toMatchObject({ name: null });
  });
});

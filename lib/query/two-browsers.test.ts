import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "#lib/core/plan/edit.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { readPlan } from "#lib/store/plans.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { browser, cluster, setCores, stored } from "#lib/testing/plan-browser.ts";
import { sampleMachine } from "#lib/testing/plans/sample-plan.ts";
import { saveStateOf } from "./plan-sync.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

describe("two browsers on one plan", () => {
  test("different machines: both go through and both see both", async () => {
    const slug = await cluster(2);
    const [one, two] = [await browser(slug, "ada"), await browser(slug, "bob")];
    one.session.edit(setCores("m1", 10));
    two.session.edit(setCores("m2", 20));
    await Promise.all([one.sync(), two.sync()]);
    await one.sync();
    expect([one.cores(), two.cores(), await stored(slug)]).toEqual([
      [10, 20],
      [10, 20],
      [10, 20],
    ]);
    expect([one.save(), two.save()]).toMatchObject([{ kind: "saved" }, { kind: "saved" }]);
  });

  async function dispute() {
    const slug = await cluster(2);
    const [one, two] = [await browser(slug, "ada"), await browser(slug, "bob")];
    const both = (cpuCores: number, zone: string): Edit => ({
      type: "setMachines",
      changes: [{ machineId: "m1", set: { cpuCores, zone } }],
    });
    one.session.edit(both(10, "a"));
    await one.sync();
    two.session.edit(both(20, "b"), "Mine");
    two.session.edit(setCores("m2", 30));
    await two.sync();
    return { slug, one, two };
  }

  test("the same field: the second is asked field by field, and nothing is lost meanwhile", async () => {
    const { slug, two } = await dispute();
    expect(two.save()).toMatchObject({
      kind: "conflict",
      label: "Mine",
      conflicts: [
        { path: "machines/m1/cpuCores", subject: "host1", base: 8, theirs: 10, yours: 20, by: "ada" },
        { path: "machines/m1/zone", theirs: "a", yours: "b" },
      ],
    });
    expect(two.cores()).toEqual([20, 30]);
    expect(await stored(slug)).toEqual([10, 8]);
  });

  test.each([
    ["mine", 20, "b"],
    ["theirs", 10, "a"],
    [{ "machines/m1/cpuCores": "mine", "machines/m1/zone": "theirs" }, 20, "a"],
  ] as const)("the choice %j is what is stored, with the edits that waited behind", async (choice, cpuCores, zone) => {
    const { slug, two } = await dispute();
    two.session.resolve(choice);
    await two.sync();
    expect(two.save()).toMatchObject({ kind: "saved" });
    const { plan } = await readPlan(slug);
    expect(plan.machines).toMatchObject([{ cpuCores, zone }, { cpuCores: 30 }]);
    expect(two.session.store.getState().plan).toEqual(plan);
  });

  test("an edit that was made before the other's change was seen is asked about, even when the change arrived first", async () => {
    const slug = await cluster(1);
    const [one, two] = [await browser(slug, "ada"), await browser(slug, "bob")];
    two.wire.state = "before";
    two.session.edit(setCores("m1", 20));
    await two.sync();
    one.session.edit(setCores("m1", 10));
    await one.sync();
    two.wire.state = "up";
    await two.sync();
    expect(two.save()).toMatchObject({ kind: "conflict", conflicts: [{ theirs: 10, yours: 20 }] });
    two.session.sender.stop();
  });

  test("a machine that the other removed comes back when this person keeps theirs", async () => {
    const slug = await cluster(2);
    const [one, two] = [await browser(slug, "ada"), await browser(slug, "bob")];
    one.session.edit({ type: "removeMachines", machineIds: ["m1"] });
    await one.sync();
    two.session.edit(setCores("m1", 20));
    await two.sync();
    expect(two.save()).toMatchObject({ kind: "conflict", conflicts: [{ subject: "host1", by: "ada" }] });
    two.session.resolve("mine");
    await two.sync();
    expect((await readPlan(slug)).plan.machines).toEqual([sampleMachine(1, { cpuCores: 20 }), sampleMachine(2)]);
  });

  test("undo of what somebody changed since asks first, and can be kept", async () => {
    const slug = await cluster(1);
    const [one, two] = [await browser(slug, "ada"), await browser(slug, "bob")];
    one.session.edit(setCores("m1", 10));
    await one.sync();
    await two.sync();
    two.session.edit(setCores("m1", 20));
    await two.sync();
    one.session.undo();
    await one.sync();
    expect(one.save()).toMatchObject({ kind: "conflict", conflicts: [{ base: 10, theirs: 20, yours: 8, by: "bob" }] });
    one.session.resolve("theirs");
    await one.sync();
    expect([one.cores(), one.save().kind]).toEqual([[20], "saved"]);
    one.session.undo();
    await one.sync();
    one.session.resolve("mine");
    await one.sync();
    expect(await stored(slug)).toEqual([8]);
  });

  test("a name that the other took first is refused with the reason, and can be tried again or given up", async () => {
    const slug = await cluster(1);
    const [one, two] = [await browser(slug, "ada"), await browser(slug, "bob")];
    one.session.edit({ type: "addMachines", machines: [sampleMachine(2, { hostname: "wanted" })] });
    await one.sync();
    two.session.edit({ type: "addMachines", machines: [sampleMachine(3, { hostname: "wanted" })] }, "Add wanted");
    await two.sync();
    const refused = { kind: "refused", label: "Add wanted", problems: [{ code: "duplicate-hostname" }] };
    expect(two.save()).toMatchObject(refused);
    two.session.resolve("mine");
    await two.sync();
    expect(two.save()).toMatchObject(refused);
    two.session.resolve("theirs");
    await two.sync();
    expect([two.save().kind, two.cores()]).toEqual(["saved", [8, 8]]);
  });
});

test("whatever two people do over a bad network, both end with what is stored and every edit is in it", async () => {
  const step = fc.record({
    isFirst: fc.boolean(),
    machine: fc.integer({ min: 1, max: 4 }),
    wire: fc.constantFrom("up" as const, "before" as const, "after" as const),
    isSynced: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const slug = await cluster(8);
      const [one, two] = [await browser(slug, "ada"), await browser(slug, "bob")];
      for (const [index, { isFirst, machine, wire, isSynced }] of steps.entries()) {
        const { session, wire: line, sync } = isFirst ? one : two;
        line.state = wire;
        session.edit(setCores(`m${isFirst ? machine : machine + 4}`, 100 + index));
        if (isSynced) await sync();
      }
      for (const { session, wire } of [one, two]) {
        wire.state = "up";
        // The first wake may join a try that began while the network was away.
        for (let times = 0; times < 3; times += 1) await session.sender.wake();
        expect(saveStateOf(session.store.getState()).kind).toBe("saved");
      }
      await Promise.all([one.sync(), two.sync()]);
      const expected = Array.from({ length: 8 }, (_, machine) => {
        const last = steps.findLastIndex((each) => each.machine + (each.isFirst ? 0 : 4) === machine + 1);
        return last < 0 ? 8 : 100 + last;
      });
      expect([await stored(slug), one.cores(), two.cores()]).toEqual([expected, expected, expected]);
      one.session.sender.stop();
      two.session.sender.stop();
    }),
    { numRuns: 25 },
  );
}, 60_000);

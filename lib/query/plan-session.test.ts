import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { removeCluster } from "#lib/store/clusters.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { browser, cluster, setCores, stored } from "#lib/testing/plan-browser.ts";
import { sampleActor, sampleMachine } from "#lib/testing/plans/sample-plan.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

describe("one browser", () => {
  test("shows an edit at once and has it stored", async () => {
    const slug = await cluster(2);
    const { session, cores, save, sync } = await browser(slug, "ada");
    session.edit(setCores("m1", 10));
    expect(cores()).toEqual([10, 8]);
    expect(save()).toEqual({ kind: "saving", pending: 1 });
    await sync();
    expect(save()).toEqual({ kind: "saved", version: 1, atMs: 1000 });
    expect(await stored(slug)).toEqual([10, 8]);
  });

  test("refuses a hard error in place and keeps the plan", async () => {
    const slug = await cluster(2);
    const { session, save } = await browser(slug, "ada");
    const outcome = session.edit({ type: "setMachines", changes: [{ machineId: "m1", set: { hostname: "host2" } }] });
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: "duplicate-hostname" }] });
    expect(save()).toMatchObject({ kind: "saved", version: 0 });
  });

  test("sends quick edits of one field in their order without a conflict with itself", async () => {
    const slug = await cluster(1);
    const { session, sync, cores, save } = await browser(slug, "ada");
    for (const count of [10, 11, 12]) session.edit(setCores("m1", count));
    await sync();
    expect([cores(), await stored(slug), save()]).toEqual([[12], [12], { kind: "saved", version: 3, atMs: 1000 }]);
  });

  test.each(["before", "after"] as const)(
    "keeps edits while the network is lost %s the server, then stores them once",
    async (state) => {
      const slug = await cluster(1);
      const { session, wire, sync, save, cores } = await browser(slug, "ada");
      wire.state = state;
      session.edit({ type: "addMachines", machines: [sampleMachine(2)] });
      session.edit(setCores("m2", 64));
      await sync();
      expect(save()).toEqual({ kind: "offline", pending: 2, sinceMs: 1000 });
      expect(cores()).toEqual([8, 64]);
      wire.state = "up";
      await sync();
      expect(save()).toMatchObject({ kind: "saved", version: 2 });
      expect(await stored(slug)).toEqual([8, 64]);
      session.sender.stop();
    },
  );

  test("loses nothing in a reload while the network is away", async () => {
    const slug = await cluster(1);
    const first = await browser(slug, "ada");
    first.wire.state = "before";
    first.session.edit(setCores("m1", 10));
    await first.sync();
    first.session.sender.stop();
    const second = await browser(slug, "ada", first.storage);
    expect(second.save()).toMatchObject({ kind: "saved", version: 1 });
    expect(await stored(slug)).toEqual([10]);
    expect(first.storage.load()).toEqual([]);
  });

  test("goes on after a reload without a conflict with its own earlier edits", async () => {
    const slug = await cluster(1);
    const first = await browser(slug, "ada");
    first.wire.state = "after";
    first.session.edit(setCores("m1", 10));
    await first.sync();
    first.session.sender.stop();
    const second = await browser(slug, "ada", first.storage, (session) => session.edit(setCores("m1", 12)));
    expect([second.save().kind, await stored(slug)]).toEqual(["saved", [12]]);
  });

  test("says that the plan is gone when somebody deleted the cluster, and keeps what was not saved", async () => {
    const slug = await cluster(1);
    const { session, sync, save, cores } = await browser(slug, "ada");
    await removeCluster(slug, sampleActor("bob"));
    await sync();
    expect(save()).toMatchObject({ kind: "refused", problem: { code: "unknown-cluster" } });
    session.edit(setCores("m1", 10));
    await sync();
    expect(save()).toMatchObject({ kind: "refused", label: expect.stringContaining("host1") });
    expect(cores()).toEqual([8]);
  });

  test("does nothing when there is nothing to undo", async () => {
    const slug = await cluster(1);
    const { session, sync, save } = await browser(slug, "ada");
    session.edit(setCores("m1", 10));
    for (let times = 0; times < 3; times += 1) session.undo();
    await sync();
    session.redo();
    session.redo();
    await sync();
    expect([save().kind, await stored(slug)]).toEqual(["saved", [10]]);
  });

  test("undoes and redoes, also after a reload, and says what it would do next", async () => {
    const slug = await cluster(1);
    const { session, sync, labels } = await browser(slug, "ada");
    session.edit(setCores("m1", 10), "Ten");
    session.edit(setCores("m1", 12), "Twelve");
    expect(labels()).toEqual({ undo: "Twelve", redo: null });
    await sync();
    const again = await browser(slug, "ada");
    again.session.undo();
    await again.sync();
    expect([again.cores(), again.labels()]).toEqual([[10], { undo: "Ten", redo: "Twelve" }]);
    again.session.redo();
    await again.sync();
    expect([again.cores(), again.labels()]).toEqual([[12], { undo: "Twelve", redo: null }]);
  });

  test("takes back and brings back an edit that never left it", async () => {
    const slug = await cluster(1);
    const { session, wire, sync, cores, labels } = await browser(slug, "ada");
    wire.state = "before";
    session.edit(setCores("m1", 10), "Ten");
    await sync();
    session.edit(setCores("m1", 12), "Twelve");
    session.undo();
    expect([cores(), labels()]).toEqual([[10], { undo: "Ten", redo: "Twelve" }]);
    session.redo();
    expect(cores()).toEqual([12]);
    await sync();
    wire.state = "up";
    await sync();
    expect(await stored(slug)).toEqual([12]);
    session.sender.stop();
  });
});

test("one edit of a plan with 5,000 machines keeps every other machine's object", async () => {
  const slug = await cluster(5000);
  const { session, sync } = await browser(slug, "ada");
  const before = session.store.getState().plan.machines;
  const startMs = performance.now();
  session.edit(setCores("m2500", 64));
  const shownMs = performance.now() - startMs;
  await sync();
  const after = session.store.getState().plan.machines;
  console.log(`edit shown after ${shownMs.toFixed(1)} ms, stored after ${(performance.now() - startMs).toFixed(1)} ms`);
  expect(after.filter((machine, index) => machine !== before[index])).toHaveLength(1);
});

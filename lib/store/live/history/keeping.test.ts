import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { beat } from "#lib/store/live/engines.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { readKeeping } from "./keeping.ts";

const ENGINE = "0b5e0c0e-0000-4000-8000-000000000001";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  delete process.env.QUORATE_DISK_FULL;
  await closeDatabase();
  await database.drop();
});

const beats = (backlogMs: number) =>
  beat({ id: ENGINE, hostname: "here", shards: 1, clusters: 1, detail: { backlogMs, keyIds: [] } });

test("reports that an engine holds for seconds are late, a full disk is said, and a database away is no sign of life", async () => {
  await useDatabase(database.ownerUrl);
  expect(await readKeeping()).toEqual({ keeping: "kept", enginesBeatAtMs: null });
  await beats(300);
  expect((await readKeeping()).keeping).toBe("kept");
  await beats(9000);
  const late = await readKeeping();
  expect(late.keeping).toBe("late");
  expect(late.enginesBeatAtMs).toBeGreaterThan(0);
  process.env.QUORATE_DISK_FULL = "yes";
  expect((await readKeeping()).keeping).toBe("disk-full");
  process.env.QUORATE_DISK_FULL = "";
  await useDatabase("postgresql://nobody@127.0.0.1:1/nothing");
  expect(await readKeeping()).toEqual({ keeping: "away", enginesBeatAtMs: null });
});

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { closeDatabase, useDatabase } from "./client.ts";
import { addCluster } from "./clusters.ts";
import { readPlan } from "./plans.ts";

const run = promisify(execFile);
const EDITS = 40;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

/** What a web process does with many edits at once; each process has its own memory of the head. */
function program(slug: string, { first, zone }: { first: number; zone: string }): string {
  const names = ["#lib/store/client.ts", "#lib/store/plans.ts", "#lib/testing/plans/sample-plan.ts"];
  const [client, plans, sample] = names.map((name) => JSON.stringify(name));
  return `
    import { closeDatabase, useDatabase } from ${client};
    import { editPlan } from ${plans};
    import { sampleActor } from ${sample};
    await useDatabase(${JSON.stringify(database.url)});
    const ids = Array.from({ length: ${EDITS} }, (_, index) => "m" + (${first} + index));
    await Promise.all(ids.map((id) => editPlan({
      slug: ${JSON.stringify(slug)}, baseVersion: 0, actor: sampleActor(${JSON.stringify(zone)}),
      edit: { type: "moveToZone", machineIds: [id], zone: ${JSON.stringify(zone)}, level: "zone" },
    })));
    await closeDatabase();`;
}

test("two web processes that edit one plan at once lose nothing", async () => {
  const { slug } = await addCluster({ name: "Both", plan: samplePlan(2 * EDITS), actor: sampleActor("ada") });
  const parts = [
    { first: 1, zone: "left" },
    { first: 1 + EDITS, zone: "right" },
  ];
  const root = `${import.meta.dirname}/../..`;
  const processes = parts.map((part) =>
    run(process.execPath, ["--input-type=module", "--eval", program(slug, part)], { cwd: root }),
  );
  await Promise.all(processes);
  const { plan, version } = await readPlan(slug);
  expect(version).toBe(2 * EDITS);
  expect(plan.machines.map(({ zone }) => zone)).toEqual([
    ...Array.from({ length: EDITS }, () => "left"),
    ...Array.from({ length: EDITS }, () => "right"),
  ]);
}, 60_000);

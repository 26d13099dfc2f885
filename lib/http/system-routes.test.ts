import { afterEach, beforeEach, expect, test } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { Plan } from "#lib/core/plan/plan.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { bearer } from "#lib/testing/people.ts";
import { unknownPath } from "./unknown-path.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});

afterEach(async () => {
  await closeDatabase();
  await database.drop();
});

test("health is ok while the database answers, and 503 as soon as it does not", async () => {
  // The client loads itself at its first question, on a busy machine for longer than a health probe waits.
  await bearer("viewer");
  const well = await send(routes.health);
  expect([well.status, (await well.json()).database]).toEqual([200, "ok"]);
  await useDatabase("postgresql://nobody@127.0.0.1:1/none");
  const ill = await send(routes.health);
  expect([ill.status, await ill.json()]).toMatchObject([503, { code: "database-down", database: "failing" }]);
});

test("without its database every other route is 503 as well, not 401 and not 500", async () => {
  const headers = await bearer("viewer");
  await useDatabase("postgresql://nobody@127.0.0.1:1/none");
  for (const spec of [routes.me, routes.listClusters, routes.metrics]) {
    const answer = await send(spec, { headers });
    expect([answer.status, (await answer.json()).code]).toEqual([503, "database-down"]);
  }
});

test("metrics are Prometheus text: every sample has a type, and a number", async () => {
  const headers = await bearer("viewer");
  await send(routes.me, { headers });
  const answer = await send(routes.metrics, { headers });
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const lines = (await answer.text()).trimEnd().split("\n");
  const types = new Set(lines.flatMap((line) => /^# TYPE (\w+) (?:counter|gauge)$/.exec(line)?.[1] ?? []));
  const samples = lines.filter((line) => !line.startsWith("#"));
  for (const sample of samples) {
    const [, name = "", value = ""] = /^(\w+)(?:\{\w+="\w+"(?:,\w+="\w+")*\})? (\S+)$/.exec(sample) ?? [];
    expect(types, sample).toContain(name);
    expect(Number.isFinite(Number(value)), sample).toBe(true);
  }
  expect(samples).toContain("quorate_database_up 1");
  expect(samples.join("\n")).toMatch(/quorate_http_answers_total\{route="me",status="200"\} \d+/);
});

test("the schema of a plan is served as the validator reads it", async () => {
  const schema = await (await send(routes.planSchema, { headers: await bearer("viewer") })).json();
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(Object.keys(schema.properties).toSorted()).toEqual(Object.keys(Plan.shape).toSorted());
});

test("a path that no route has is a problem of its own, not a page", async () => {
  const answer = await unknownPath(new Request("http://localhost:4600/api/v1/nothing"));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect(await answer.json()).toMatchObject({ code: "no-such-route", status: 404 });
});

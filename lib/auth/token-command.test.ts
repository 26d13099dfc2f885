import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { closeDatabase, db, useDatabase } from "#lib/store/client.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";

const COMMAND = join(import.meta.dirname, "token-command.ts");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

function run(flags: readonly string[], url = database.url) {
  const env = { ...process.env, DATABASE_URL: url };
  return promisify(execFile)(process.execPath, [COMMAND, ...flags], { env });
}

test("it prints a token that works, and nothing else on stdout; the database keeps only its hash", async () => {
  const { stdout, stderr } = await run(["--role", "editor", "--name", "ci"]);
  expect(stdout).toMatch(/^qrt_\w{8}_\w{49}\n$/);
  expect(stderr).toBe("");
  const me = await send(routes.me, { headers: { authorization: `Bearer ${stdout.trim()}` } });
  expect(await me.json()).toEqual({ name: "ci", role: "editor", userId: null });
  const rows = JSON.stringify(await db().apiToken.findMany());
  expect(rows).not.toContain(stdout.trim().slice(13));
  expect(await db().audit.count({ where: { action: "token.add", actor: "command line" } })).toBe(1);
});

test("--days ends it after that many days", async () => {
  await run(["--role", "viewer", "--name", "short", "--days", "30"]);
  const { expiresAt, createdAt } = await db().apiToken.findFirstOrThrow({ where: { name: "short" } });
  const days = ((expiresAt?.getTime() ?? 0) - createdAt.getTime()) / 86_400_000;
  expect(days).toBeCloseTo(30, 2);
});

test.each([
  [[]],
  [["--role", "root", "--name", "x"]],
  [["--role", "admin"]],
  [["--role", "admin", "--name", "x", "--days", "0"]],
  [["--role", "admin", "--name", "x", "--force"]],
])("%j says how it is used and ends with 1", async (flags) => {
  await expect(run(flags)).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("Usage: npm run token"),
  });
});

test("without a database it says so in one line", async () => {
  const failed = run(["--role", "admin", "--name", "x"], "postgresql://nobody@127.0.0.1:1/none");
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^No token was made: .*\n$/),
  });
});

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "#e2e/fixtures.ts";
import { dataFolder } from "#lib/config/data-folder.ts";
import { APP_ROLE } from "#lib/config/database-url.ts";
import { argumentsOf, environmentOf, runningProcesses } from "./processes.ts";

const { secrets, postgres } = dataFolder();

test.skip(process.platform !== "linux", "it looks at processes through /proc");

test("the running web process has no way to a key: not in its files, not in its environment, not in its database", async () => {
  const { web, engine } = runningProcesses();
  const kept = readdirSync(secrets);
  expect(kept.filter((name) => /^engine-[0-9a-f]{16}\.pem$/.test(name))).toHaveLength(1);
  expect(environmentOf(engine).QUORATE_KEYS).toBe(secrets);

  const environment = environmentOf(web);
  for (const name of kept.filter((one) => one !== APP_ROLE)) {
    const secret = readFileSync(join(secrets, name), "utf8").trim();
    expect([name, Object.values(environment).some((value) => value.includes(secret))]).toEqual([name, false]);
  }
  expect(Object.keys(environment).filter((name) => /KEY|SECRET|QUORATE_DATA$/.test(name))).toEqual([]);

  const client = new pg.Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  try {
    for (const way of ["SELECT sealed FROM credential", "TABLE preflight", "SELECT pg_read_file('PG_VERSION')"])
      await expect(client.query(way), way).rejects.toThrow("permission denied");
    for (const way of ["SET ROLE quorate_watch", "SET ROLE quorate_owner", "COPY setting FROM PROGRAM 'id'"])
      await expect(client.query(way), way).rejects.toThrow(/permission denied/);
  } finally {
    await client.end();
  }
});

test("the running web process sees empty folders where keys and rows lie, in all of its threads", async () => {
  const { web, supervisor } = runningProcesses();
  expect(argumentsOf(web)).toContain("--permission");
  expect(argumentsOf(web).filter((arg) => arg.startsWith("--allow-child-process"))).toEqual([]);
  const isApart = readlinkSync(`/proc/${web}/ns/mnt`) !== readlinkSync(`/proc/${supervisor}/ns/mnt`);
  test.skip(!isApart, "this machine lets nobody make a mount namespace");
  for (const folder of [secrets, join(postgres, "data")]) {
    expect(readdirSync(folder).length).toBeGreaterThan(0);
    expect([folder, readdirSync(`/proc/${web}/root${folder}`)]).toEqual([folder, []]);
  }
});

import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { APP_ROLE, WATCH_ROLE } from "#lib/config/database-url.ts";
import { withSession } from "#lib/store/people/session.ts";
import { type TestServer, urlOfDatabase } from "./postgres-server.ts";

export interface TestDatabase {
  /** As the web process connects: with the restricted role. */
  readonly url: string;
  /** As the engine connects. */
  readonly watchUrl: string;
  /** As the owner of the tables, for what the product never does itself. */
  readonly ownerUrl: string;
  readonly drop: () => Promise<void>;
}

/** A fresh, migrated database of its own on a real PostgreSQL. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("testServer");
  return makeDatabase(server, server.template);
}

/** The same without tables, for tests of the migrations. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return makeDatabase(inject("testServer"), "template0");
}

/** The same on a server that the test may stop. */
export async function makeDatabase(server: TestServer, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asOwner(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const ownerUrl = urlOfDatabase(server.url, name);
  const urlAs = (user: string): string => {
    const url = new URL(ownerUrl);
    url.username = user;
    url.password = server.appPassword;
    return url.href;
  };
  return {
    url: urlAs(APP_ROLE),
    watchUrl: urlAs(WATCH_ROLE),
    ownerUrl,
    drop: () => asOwner(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asOwner(server: TestServer, statement: string): Promise<void> {
  await withSession(server.url, (client) => client.query(statement));
}

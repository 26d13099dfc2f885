import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import type { CertificateRow, EventRow } from "#lib/core/api/live.ts";
import type { ListedCluster } from "#lib/core/api/plans.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { listClusters } from "#lib/store/clusters.ts";
import { listMargins } from "#lib/store/verdicts.ts";
import { validConnection } from "#lib/testing/access-cases.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { recorded, recordedAt } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";
import { bearer } from "#lib/testing/people.ts";

const MINUTE_MS = 60_000;
let database: TestDatabase;
let slug: string;

beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  slug = await addCluster("Pasted");
});

async function addCluster(name: string): Promise<string> {
  const body = { name, plan: recordedPlan(name) };
  return (await (await send(routes.addCluster, { headers: await bearer("editor"), body })).json()).slug;
}
async function paste(...texts: readonly { readonly text: string; readonly host?: string }[]): Promise<void> {
  const answer = await send(routes.pasteOutputs, {
    headers: await bearer("editor"),
    params: { slug },
    body: { texts },
  });
  expect(answer.status).toBe(200);
}
const remove = async () => send(routes.removePasted, { headers: await bearer("editor"), params: { slug } });
interface Page<Row> {
  readonly rows: Row[];
  readonly nextCursor: string | null;
  readonly total: number;
}
type Query = Readonly<Record<string, string>>;
async function list<Row>(spec: RouteSpec, query: Query): Promise<Page<Row>> {
  const headers = await bearer("viewer");
  return (await send(spec, { headers, query: `?${new URLSearchParams({ slug, ...query })}` })).json();
}
const certificates = async (query: Query = {}) => (await list<CertificateRow>(routes.listCertificates, query)).rows;
const events = (query: Query = {}) => list<EventRow>(routes.listEvents, query);
const listed = async (): Promise<readonly ListedCluster[]> => (await listMargins({ limit: 100, sort: "worst" })).rows;
const own = async () => (await listed()).find((row) => row.slug === slug)?.live ?? null;

describe("On the overview what was pasted", () => {
  test("has its columns and its age, and no engine's", async () => {
    const printedAt = Date.now() - 3 * MINUTE_MS;
    await paste({ text: recorded("etcdctl-healthy.txt") }, { text: recordedAt("kubectl-first.json", printedAt) });
    const live = await own();
    expect(live).toMatchObject({
      polledAtMs: null,
      margin: { planned: 1 },
      cells: { etcd: { state: "ok", healthy: 3, voters: 3, leader: "m3" }, nodes: { count: 3 }, vip: null },
    });
    // Of all that is in it the oldest counts.
    expect(Math.abs((live?.pastedAtMs ?? 0) - printedAt)).toBeLessThan(MINUTE_MS);
  });

  test("is unknown once it is older than a quarter of an hour, and counts nobody as up", async () => {
    await paste({ text: recordedAt("kubectl-first.json", Date.now() - 20 * MINUTE_MS) });
    expect(await own()).toMatchObject({ state: "unknown", cells: { nodes: { state: "unknown", ready: 0 } } });
  });

  test("stands with the worst where it is bad, and is gone when it is removed", async () => {
    await addCluster("Aaa");
    await paste({ text: recorded("etcdctl-nospace.txt") });
    expect((await listed())[0]).toMatchObject({ slug, live: { state: "critical", margin: { high: -1 } } });
    await remove();
    expect(await own()).toBeNull();
  });

  test("stands in where a connection has seen nothing: its bad news counts, the engine's age stays", async () => {
    await send(routes.putConnection, { headers: await bearer("editor"), params: { slug }, body: validConnection() });
    await asOwner(
      `INSERT INTO "live_cluster" ("cluster_id", "state", "unknown_count", "margin", "tile", "polled_at", "epoch")
       SELECT "id", 'ok', 0, '{"low":1,"high":1,"planned":1,"next":[]}', '{"seen":{},"gauges":{}}', now(), 0
       FROM "cluster" WHERE "slug" = $1`,
      [slug],
    );
    expect(await own()).toMatchObject({ state: "ok", pastedAtMs: null });
    await paste({ text: recorded("etcdctl-nospace.txt") });
    const live = await own();
    expect(live).toMatchObject({ state: "critical", margin: { low: 1 }, cells: { etcd: { state: "critical" } } });
    for (const at of [live?.polledAtMs, live?.pastedAtMs]) expect(Date.now() - Number(at)).toBeLessThan(MINUTE_MS);
    expect((await listed())[0]?.live?.state).toBe("critical");
    const places = (await listed()).map((row) => row.live?.state ?? "none");
    expect(places.lastIndexOf("critical")).toBeLessThan(places.indexOf("none"));
  });

  test("never leads a list by name, and pages of the worst follow each other without gap", async () => {
    await paste({ text: recorded("etcdctl-nospace.txt") });
    const all = (await listed()).map((row) => row.slug);
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listMargins({ limit: 2, sort: "worst", cursor });
      paged.push(...page.rows.map((row) => row.slug));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    const names = (await listClusters({ limit: 100 })).rows.map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
  });
});

describe("Among the certificates what was pasted", () => {
  test("stands by its end with the mark of who saw it, found by state and by text", async () => {
    await paste(
      { text: recorded("kubeadm-report.json"), host: "m1" },
      { text: recorded("kubeadm-report.json"), host: "m2" },
    );
    const rows = await certificates();
    expect(rows.length).toBeGreaterThan(10);
    expect(new Set(rows.map(({ fact }) => fact.observer))).toEqual(new Set(["pasted"]));
    const ends = rows.map(({ fact }) => Number(fact.values.notAfterMs));
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    const some = await certificates({ q: "report/apiserver", state: "ok" });
    expect(some.map(({ fact }) => fact.machineId)).toContain("id-m2");
    expect(await certificates({ state: "critical" })).toEqual([]);
  });

  test("gives way to what a connection has seen of the same certificate", async () => {
    await send(routes.putConnection, { headers: await bearer("editor"), params: { slug }, body: validConnection() });
    await paste({ text: recorded("kubeadm-report.json"), host: "m1" });
    const [first] = await certificates();
    if (first === undefined) throw new Error("nothing pasted is shown");
    const { subject, values } = first.fact;
    const seen = { ...first.fact, observer: "engine", state: "warning" };
    const owner = `INSERT INTO "observation_state" ("cluster_id", "subject", "kind", "state", "fact", "expires_at", "updated_at")
      SELECT "id", $2, 'certificate', 'warning', $3, to_timestamp($4::float8 / 1000), now() FROM "cluster" WHERE "slug" = $1`;
    await asOwner(owner, [slug, subject, JSON.stringify(seen), values.notAfterMs]);
    const found = (await certificates()).filter(({ fact }) => fact.subject === subject);
    expect(found.map(({ fact }) => fact.observer)).toEqual(["engine"]);
  });
});

describe("Among the events what a second paste shows", () => {
  test("is told with its source, and the first paste tells nothing", async () => {
    await paste({ text: recorded("etcdctl-healthy.txt") });
    expect((await events()).rows).toEqual([]);
    await paste({ text: recorded("etcdctl-nospace.txt") });
    const { rows, total } = await events({ state: "critical" });
    expect(rows.map(({ subject, from, to, isPasted }) => [subject, from, to, isPasted])).toContainEqual([
      "etcd-member/id-m3",
      "ok",
      "critical",
      true,
    ]);
    expect(total).toBe(rows.length);
    await remove();
    expect((await events()).rows).toEqual([]);
  });

  test("stands between those that engines saw, by its time, on pages that follow each other without gap", async () => {
    await paste({ text: recorded("etcdctl-healthy.txt") });
    await paste({ text: recorded("etcdctl-nospace.txt") });
    await asOwner(
      `INSERT INTO "transition" ("cluster_id", "subject", "what", "at", "kind", "reason", "values", "epoch")
       SELECT "id", 'node/' || n, 'state', now() + make_interval(mins => n - 3), 'node', 'ready', '{}', 0
       FROM "cluster", generate_series(1, 5) AS n WHERE "slug" = $1`,
      [slug],
    );
    const { rows, total } = await events();
    expect(rows).toHaveLength(total);
    const at = rows.map(({ atMs }) => atMs);
    expect(at).toEqual(at.toSorted((a, b) => b - a));
    expect(new Set(rows.map(({ isPasted }) => isPasted))).toEqual(new Set([true, false]));
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await events({ limit: "2", ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(rows.map(({ id }) => id));
  });
});

/** The web process may not write the live history: what engines saw is put there as the owner would. */
async function asOwner(sql: string, values: readonly unknown[]): Promise<void> {
  await useDatabase(database.ownerUrl);
  await pool().query(sql, [...values]);
  await useDatabase(database.url);
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { PastedAnswer } from "#lib/core/api/live.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { validConnection } from "#lib/testing/access-cases.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { recorded, recordedAt } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";
import { bearer } from "#lib/testing/people.ts";

const MINUTE_MS = 60_000;
const CANARY = "canary4f1d77";
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
  const body = { name: "Pasted", plan: recordedPlan("Pasted") };
  slug = (await (await send(routes.addCluster, { headers: await bearer("editor"), body })).json()).slug;
});

interface Pasted {
  readonly name?: string;
  readonly host?: string;
  readonly text: string;
}
const paste = async (texts: readonly Pasted[], role: "viewer" | "editor" = "editor") =>
  send(routes.pasteOutputs, { headers: await bearer(role), params: { slug }, body: { texts } });
const pasted = async (...texts: readonly Pasted[]) => PastedAnswer.parse(await (await paste(texts)).json());
const live = async () => send(routes.getLive, { headers: await bearer("viewer"), params: { slug } });
const factIn = ({ live: { facts } }: PastedAnswer, subject: string) => facts.find((fact) => fact.subject === subject);
const rowCount = async () => (await pool().query('SELECT count(*)::int AS n FROM "pasted_look"')).rows[0]?.n;

describe("Outputs pasted instead of a credential", () => {
  test("are judged with the plan, say what they were taken for, and are there at the next visit", async () => {
    const nowMs = Date.now();
    const answer = await pasted(
      { name: "etcd.txt", text: recorded("etcdctl-healthy.txt") },
      { name: "first.json", text: recordedAt("kubectl-first.json", nowMs - MINUTE_MS) },
      { name: "later.json", text: recordedAt("kubectl-later.json", nowMs - MINUTE_MS) },
      { name: "certs.json", host: "m2", text: recorded("kubeadm-report.json") },
    );
    expect(answer.texts[0]).toMatchObject({
      name: "etcd.txt",
      recognised: [
        { what: "etcd-status", count: 3, line: 2 },
        { what: "etcd-members", count: 3 },
      ],
      unread: [],
    });
    expect(answer.texts[3]?.recognised).toMatchObject([{ what: "certificate-report", host: "m2" }]);
    expect(factIn(answer, "etcd-quorum/main")).toMatchObject({
      state: "ok",
      observer: "pasted",
      values: { leader: "m3" },
    });
    expect(factIn(answer, "lease/kube-scheduler")).toMatchObject({ state: "ok", machineId: "id-m1" });
    expect(factIn(answer, "certificate/id-m2/report/apiserver")).toMatchObject({ state: "ok", machineId: "id-m2" });
    expect(answer.live).toMatchObject({ isConnected: false, margin: { planned: 1, high: 1 } });

    const seen = await (await live()).json();
    expect(seen.facts).toHaveLength(answer.live.facts.length);
    expect(seen.pasted.map(({ what, name }: { what: string; name: string }) => `${what} ${name}`).sort()).toContain(
      "certificate-report m2",
    );
    expect(seen.pasted[0]).toMatchObject({ pastedAtMs: expect.closeTo(Date.now(), -5), pastedBy: expect.any(String) });
  });

  test("are unknown once they are older than their rhythm, with what they said as evidence; a report lasts for days", async () => {
    const answer = await pasted(
      { text: recordedAt("kubectl-first.json", Date.now() - 20 * MINUTE_MS) },
      { text: recorded("kubeadm-report.json"), host: "m1" },
    );
    expect(factIn(answer, "node/m1")).toMatchObject({ state: "unknown", reason: "stale" });
    expect(factIn(answer, "certificate/id-m1/report/apiserver")?.state).toBe("ok");
    expect(answer.live.facts.filter(({ kind, state }) => kind !== "certificate" && state === "ok")).toEqual([]);
  });

  test("replace what was pasted of the same source and add to the rest", async () => {
    await pasted({ text: recorded("etcdctl-healthy.txt") }, { text: recorded("kubeadm-table.txt") });
    const answer = await pasted({ text: recorded("etcdctl-nospace.txt") });
    expect(answer.live.facts.find(({ kind }) => kind === "etcd-alarm")?.state).toBe("critical");
    expect(answer.live.margin).toMatchObject({ high: -1 });
    expect(answer.live.facts.some(({ kind }) => kind === "certificate")).toBe(true);
    for (const _ of [1, 2]) await pasted({ text: recorded("etcdctl-nospace.txt") });
    const { rows } = await pool().query(
      'SELECT max(n)::int AS most FROM (SELECT count(*) AS n FROM "pasted_look" GROUP BY "cluster_id", "probe", "target") AS per',
    );
    expect(rows[0]?.most).toBe(2);
  });

  test("that are read in part are kept in part, and the rest is named by line, cause and remedy", async () => {
    const answer = await pasted({
      text: `${recorded("etcdctl-healthy.txt").trimEnd()}\n\nNAME  STATUS  ROLES  AGE  VERSION\n`,
    });
    expect(answer.texts[0]?.unread).toMatchObject([
      { line: expect.any(Number), problem: { code: "PA-TABLE" }, detail: expect.stringContaining("-o json") },
    ]);
    expect(factIn(answer, "etcd-quorum/main")?.state).toBe("ok");
  });

  test("are removed at a wish, and then there is nothing live", async () => {
    await pasted({ text: recorded("etcdctl-healthy.txt") });
    const remove = async () => send(routes.removePasted, { headers: await bearer("editor"), params: { slug } });
    expect((await remove()).status).toBe(204);
    expect(await (await live()).json()).toMatchObject({ code: "no-connection" });
    expect(await (await remove()).json()).toMatchObject({ status: 404, code: "nothing-pasted" });
  });

  test("leave a trace of who pasted what and who removed it", async () => {
    await pasted({ text: recorded("etcdctl-healthy.txt") });
    await send(routes.removePasted, { headers: await bearer("editor"), params: { slug } });
    const { rows } = await pool().query('SELECT "action" FROM "audit" WHERE "object" = $1 ORDER BY "id"', [
      `cluster:${slug}`,
    ]);
    expect(rows.map(({ action }) => action).slice(-2)).toEqual(["live.paste", "live.forget-pasted"]);
  });
});

describe("Nothing is kept", () => {
  test.each([
    ["a Secret", `apiVersion: v1\nkind: Secret\ndata: {k: ${CANARY}}`, "PA-SECRET"],
    ["a private key", `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----`, "PA-SECRET"],
    [
      "a kubeconfig",
      `apiVersion: v1\nkind: Config\ncurrent-context: a\nusers: [{user: {token: ${CANARY}}}]`,
      "PA-KUBECONFIG",
    ],
  ])("of %s, nor of the outputs beside it, and the answer does not repeat it", async (_, secret, code) => {
    const before = await rowCount();
    const answer = await paste([{ text: recorded("etcdctl-healthy.txt") }, { text: secret }]);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ status: 422, errors: [{ path: "texts.1.text", code }] });
    expect(text).not.toContain(CANARY);
    expect(await rowCount()).toBe(before);
  });

  test("of what is not recognised, of more than 5 MB, and of what a viewer pastes", async () => {
    const before = await rowCount();
    expect(await (await paste([{ text: "hello" }])).json()).toMatchObject({
      status: 422,
      errors: [{ code: "PA-NOT" }],
    });
    const large = [{ text: "x".repeat(3_000_000) }, { text: "x".repeat(3_000_000) }];
    expect(await (await paste(large)).json()).toMatchObject({ status: 422, errors: [{ code: "PA-SIZE" }] });
    expect((await paste([{ text: recorded("etcdctl-healthy.txt") }], "viewer")).status).toBe(403);
    expect(await rowCount()).toBe(before);
  });

  test("raw: a node's annotations and labels that nothing judges are not in the database", async () => {
    await pasted({ text: recorded("kubectl-first.json").replaceAll("last-applied-configuration", CANARY) });
    const { rows } = await pool().query('SELECT "look"::text AS look FROM "pasted_look"');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(CANARY);
  });
});

test("beside a connection that has seen nothing yet, what was pasted stands in and says so", async () => {
  await send(routes.putConnection, { headers: await bearer("editor"), params: { slug }, body: validConnection() });
  const answer = await pasted({ text: recorded("etcdctl-healthy.txt") });
  expect(answer.live).toMatchObject({ isConnected: true, state: "ok" });
  expect(factIn(answer, "etcd-quorum/main")).toMatchObject({ observer: "pasted" });
});

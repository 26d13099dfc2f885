import { randomUUID } from "node:crypto";
import { expect, test } from "#e2e/fixtures.ts";
import type { UserRole } from "#lib/core/api/access.ts";
import { CLUSTER, connectForm, connectionTo, simulatedCluster } from "./connect-form.ts";

const sim = simulatedCluster();
const CANARY = `canary${randomUUID().replaceAll("-", "")}`;
const ROLES: readonly UserRole[] = ["viewer", "editor", "admin"];
const PAGES = (slug: string) => [
  "/",
  "/machines",
  "/events",
  "/certificates",
  "/settings",
  ...["", "/design", "/survive", "/export", "/history", "/connect", "/live"].map((view) => `/clusters/${slug}${view}`),
];

test("no page shows a planted credential to anybody, neither as HTML nor as what the router fetches", async ({
  newCluster,
  api,
  signedInPage,
}) => {
  const slug = await newCluster({});
  const admin = await api("admin");
  const pem = `-----BEGIN CERTIFICATE-----\n${CANARY}\n-----END CERTIFICATE-----\n`;
  const credentials = {
    api: { kind: "token", token: CANARY },
    etcd: { certificatePem: pem, keyPem: pem },
    statistics: { user: CANARY, password: CANARY },
  };
  const data = { connection: connectionTo(sim()), credentials };
  expect((await admin.put(`/api/v1/clusters/${slug}/connection`, { data })).status()).toBe(200);
  // The engine has tried it by then, and what came of it is on the pages.
  await expect(async () => {
    const { facts } = await (await admin.get(`/api/v1/clusters/${slug}/live`)).json();
    expect(JSON.stringify(facts)).toContain("unauthorised");
  }).toPass({ timeout: 20_000, intervals: [300] });

  for (const role of ROLES) {
    const page = await signedInPage(role);
    for (const path of PAGES(slug)) {
      for (const headers of [{}, { rsc: "1" }]) {
        const answer = await page.request.get(path, { headers });
        expect([role, path, (await answer.text()).includes(CANARY)]).toEqual([role, path, false]);
      }
    }
  }
});

test("a pasted credential stays in the page until it is saved, and is nowhere on screen", async ({
  newCluster,
  signedInPage,
}) => {
  const slug = await newCluster({});
  const page = await signedInPage("editor");
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  await page.goto(`/clusters/${slug}/connect`);
  const remote = sim()
    .kubeconfig(CLUSTER)
    .replace(/127\.\d+\.\d+\.\d+/, "10.99.99.99")
    .replace(sim().token(CLUSTER), CANARY);
  await connectForm(page).kubeconfig.fill(remote);
  await expect(page.getByText("token (hidden)")).toBeVisible();
  expect(sent.filter((text) => text.includes(CANARY))).toEqual([]);
  expect(await page.content()).not.toContain(CANARY);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(kept).not.toContain(CANARY);
});

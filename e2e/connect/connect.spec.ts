import { expect, expectNoAxeViolations, test } from "#e2e/fixtures.ts";
import { CLUSTER, connectForm, connectionTo, simulatedCluster } from "./connect-form.ts";

const sim = simulatedCluster();

/** The first tile is due this long after Save. */
const FIRST_TILE_MS = 10_000;

test("from a pasted kubeconfig to a watched cluster: read in the browser, checked tick by tick, saved, live", async ({
  signedInPage,
  newCluster,
  api,
}) => {
  const slug = await newCluster({});
  const page = await signedInPage("admin");
  const form = connectForm(page);
  await page.goto(`/clusters/${slug}/connect`);
  await form.kubeconfig.fill(sim().kubeconfig(CLUSTER));
  await expect(page.getByText("KC-LOCAL")).toBeVisible();
  await form.loopback.click();
  await expect(page.getByText("token (hidden)")).toBeVisible();
  await expect(form.kubeconfig).toHaveCount(0);
  expect(await page.content()).not.toContain(sim().token(CLUSTER));

  const { api: servers, etcd, stats, slb } = sim().endpoints(CLUSTER);
  const { caPem, certificatePem, keyPem } = sim().etcdAccess(CLUSTER);
  await form.etcd.fill(etcd.map(({ address }) => address).join("\n"));
  await expect(page.getByText("these members are left out")).toBeVisible();
  await form.etcdCa.fill(caPem);
  await form.etcdCertificate.fill(certificatePem);
  await form.etcdKey.fill(keyPem);
  await form.masters.fill(servers.map(({ address }) => address).join("\n"));
  await form.balancers.fill(stats.map(({ host, address }, at) => `${host} ${address} ${slb[at]?.address}`).join("\n"));
  await expect(page.getByRole("button", { name: "Save without a passed dry run" })).toBeEnabled();
  await form.check.click();
  await expect(page.getByText("Everything that was asked has answered.")).toBeVisible({ timeout: 20_000 });
  await expect(form.ticks.getByText("is ready.")).toHaveCount(3);
  await expectNoAxeViolations(page);

  await page.getByRole("button", { name: "Save and watch" }).click();
  await expect(page).toHaveURL(new RegExp(`/clusters/${slug}/live$`));
  const viewer = await api("viewer");
  await expect(async () => {
    const { facts } = await (await viewer.get(`/api/v1/clusters/${slug}/live`)).json();
    expect(facts.find(({ subject }: { subject: string }) => subject === "api-path/main")?.state).toBe("ok");
  }).toPass({ timeout: FIRST_TILE_MS, intervals: [200] });
});

test("what is wrong is said with its code and what to do, and what works is said as well", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({});
  const page = await signedInPage("admin");
  const form = connectForm(page);
  const [first] = sim().layout(CLUSTER).masters;
  await sim().fault(CLUSTER, { fault: "api-forbids", resource: "nodes" });
  await sim().fault(CLUSTER, { fault: "api-refused", host: first?.host ?? "" });
  await page.goto(`/clusters/${slug}/connect`);
  await form.loopback.click();
  await form.kubeconfig.fill(sim().kubeconfig(CLUSTER));
  await form.masters.fill(
    sim()
      .endpoints(CLUSTER)
      .api.map(({ address }) => address)
      .join("\n"),
  );
  await form.check.click();
  await expect(page.getByText("It works; what is marked stays unknown until it is mended.")).toBeVisible({
    timeout: 20_000,
  });
  await expect(form.ticks).toContainText("Not granted: list nodes. Without it: nodes. Apply the role below.");
  await expect(form.ticks).toContainText("refuses the connection");
  await expect(form.ticks).toContainText("NET-TCP");
  await form.masters.fill("10.0.0.300");
  await expect(page.getByText("Line 1 is no address: 10.0.0.300")).toBeVisible();
  await expect(form.save).toBeDisabled();
  await expect(page.getByText("The form has changed since")).toBeVisible();
});

test("a kubeconfig that would run a program is refused in both languages, and the read-only account is at hand", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({});
  const hostile = `apiVersion: v1
clusters: [{ name: c, cluster: { server: "https://10.0.0.10:6443" } }]
users: [{ name: u, user: { exec: { command: aws } } }]
contexts: [{ name: x, context: { cluster: c, user: u } }]`;
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/connect`);
  await connectForm(page).kubeconfig.fill(hostile);
  await expect(page.getByText('runs the program "aws" to log in')).toBeVisible();
  await expect(page.getByText("KC-EXEC")).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).last().click();
  await expect(page.getByRole("textbox", { name: "quorate-reader.yaml" })).toHaveValue(/kind: ClusterRole/);
  await expect(page.getByRole("textbox", { name: "Commands" })).toHaveValue(/kubectl create token/);
  await expectNoAxeViolations(page);

  const chinese = await signedInPage("editor", { locale: "zh-CN", theme: "dark" });
  await chinese.goto(`/clusters/${slug}/connect`);
  await chinese.getByRole("textbox", { name: "Kubeconfig" }).fill(hostile);
  await expect(chinese.getByText("需要执行程序“aws”登录")).toBeVisible();
  await expectNoAxeViolations(chinese);
});

test("an editor cannot reach into this host, nor leave a server unverified", async ({
  newCluster,
  api,
  signedInPage,
}) => {
  const slug = await newCluster({});
  const editor = await api("editor");
  const connection = connectionTo(sim());
  const credentials = { api: { kind: "token", token: sim().token(CLUSTER) } };
  const codes: string[] = [];
  const unverified = { ...connection, mayUseLoopback: false, api: { ...connection.api, trust: { kind: "none" } } };
  for (const asked of [connection, unverified]) {
    const put = await editor.put(`/api/v1/clusters/${slug}/connection`, { data: { connection: asked, credentials } });
    const run = await editor.post("/api/v1/connections/preflight", { data: { slug, connection: asked, credentials } });
    codes.push((await put.json()).code, (await run.json()).code);
  }
  expect(codes).toEqual(["admin-loopback", "admin-loopback", "admin-unverified", "admin-unverified"]);
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/connect`);
  await expect(connectForm(page).loopback).toBeDisabled();
});

test("this product itself is no cluster, even where loopback is allowed", async ({ api, site }) => {
  const admin = await api("admin");
  const { port } = new URL(site.address);
  const connection = connectionTo(sim());
  const asked = { ...connection, api: { ...connection.api, address: `127.0.0.1:${port}` }, masters: [] };
  const data = { slug: null, connection: asked, credentials: { api: { kind: "token", token: "x" } } };
  const { id } = await (await admin.post("/api/v1/connections/preflight", { data })).json();
  await expect(async () => {
    const { state, ticks } = await (await admin.get(`/api/v1/connections/preflight/${id}`)).json();
    expect(state).toBe("done");
    expect(ticks[0]).toMatchObject({ step: "resolve", state: "failed", code: "NET-FORBIDDEN" });
  }).toPass({ timeout: 20_000, intervals: [200] });
});

test("a stored connection is paused, kept without its credential being asked again, and removed", async ({
  newCluster,
  api,
  signedInPage,
}) => {
  const slug = await newCluster({});
  const admin = await api("admin");
  const data = {
    connection: connectionTo(sim()),
    credentials: { api: { kind: "token", token: sim().token(CLUSTER) } },
  };
  expect((await admin.put(`/api/v1/clusters/${slug}/connection`, { data })).status()).toBe(200);
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/connect`);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("Watching is paused")).toBeVisible();
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(page.getByText("Watching is paused")).toHaveCount(0);
  await page.getByRole("spinbutton", { name: "Look every (seconds)" }).fill("3");
  await connectForm(page).save.click();
  await expect(page).toHaveURL(/\/live$/);
  const stored = await (await admin.get(`/api/v1/clusters/${slug}/connection`)).json();
  expect(stored).toMatchObject({ connection: { pollSeconds: 3 }, isPaused: false, credentials: [{ field: "api" }] });

  await page.goto(`/clusters/${slug}/connect`);
  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(page).toHaveURL(new RegExp(`/clusters/${slug}$`));
  expect((await admin.get(`/api/v1/clusters/${slug}/connection`)).status()).toBe(404);
});

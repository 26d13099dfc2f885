import type { Page } from "@playwright/test";
import { expect, expectNoAxeViolations, test } from "#e2e/fixtures.ts";
import { handsOn } from "#e2e/table/hands.ts";
import { recorded, recordedAt } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";

const MINUTE_MS = 60_000;
const field = (page: Page) => page.getByRole("textbox", { name: "What the commands printed" });
const keep = (page: Page) => page.getByRole("button", { name: "Judge and keep" });

/** Outputs of the recorded cluster as if its commands had run so long ago: members, leaders twice, certificates. */
function outputs(minutesAgo: number): string {
  const atMs = Date.now() - minutesAgo * MINUTE_MS;
  return [
    recorded("etcdctl-healthy.txt"),
    recordedAt("kubectl-first.json", atMs),
    recordedAt("kubectl-later.json", atMs),
    recorded("kubeadm-table.txt"),
  ].join("\n");
}

test("outputs pasted instead of a credential: recognised in the browser, judged, shown with their age, removed", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({ plan: recordedPlan("Pasted") });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/live`);
  await page.getByRole("link", { name: "Paste outputs" }).click();
  await expect(page.getByRole("radio", { name: /^Paste outputs/ })).toBeChecked();
  await expect(keep(page)).toBeDisabled();
  await expect(page.getByText("kubectl get nodes,leases -A -o json", { exact: false }).first()).toBeVisible();
  await expectNoAxeViolations(page);

  await field(page).fill(outputs(3));
  const recognised = page.getByRole("region", { name: "What was recognised" });
  await expect(recognised.getByText(/3 etcd endpoints that answered/)).toBeVisible();
  await expect(recognised.getByText(/report of 14 certificates/)).toBeVisible();
  await keep(page).click();

  await expect(page).toHaveURL(/\/live$/);
  await expect(page.getByText("Pasted, not watched", { exact: false })).toBeVisible();
  await expect(page.getByText("PASTED", { exact: true })).toBeVisible();
  const etcd = page.getByRole("region", { name: "etcd", exact: true });
  await expect(etcd.getByText(/pasted, \d+ (?:s|min) ago/)).toBeVisible();
  await expect(etcd.getByText("m3", { exact: true }).first()).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Verdict" }).getByText("By what was pasted", { exact: false }),
  ).toBeVisible();
  await expect(page.getByText("LIVE", { exact: true })).toHaveCount(0);

  await page.reload();
  await page.getByRole("button", { name: /^Show \d+ sources$/ }).click();
  const sources = page.getByRole("region", { name: "Pasted outputs" });
  await expect(sources.getByRole("row", { name: /Certificates m1/ })).toBeVisible();
  await expectNoAxeViolations(page);

  await page.getByRole("button", { name: "Remove what was pasted" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove what was pasted" }).click();
  await expect(page.getByRole("heading", { name: "This cluster is not watched yet" })).toBeVisible();
});

test("what is too old is unknown and never ok; what is not recognised is named by its line", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({ plan: recordedPlan("Old") });
  const page = await signedInPage("editor", { theme: "dark" });
  await page.goto(`/clusters/${slug}/connect?way=paste`);
  await field(page).fill(
    `NAME   STATUS   ROLES   AGE   VERSION\n\n${recordedAt("kubectl-first.json", Date.now() - 40 * MINUTE_MS)}`,
  );
  const recognised = page.getByRole("region", { name: "What was recognised" });
  await expect(recognised.getByText(/^Line 1: kubectl get nodes was printed as a table/)).toBeVisible();
  await expect(recognised.getByText(/Line 3: 3 nodes printed 4\d min ago/)).toBeVisible();
  await expectNoAxeViolations(page);
  await keep(page).click();
  await expect(page).toHaveURL(/\/live$/);
  const nodes = page.getByRole("region", { name: "Nodes", exact: true });
  await expect(nodes.getByRole("row", { name: /m1/ })).toContainText("pasted too long ago");
  await expect(nodes.getByText("OK", { exact: true })).toHaveCount(0);
});

test("a secret is refused in the browser and never sent", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: recordedPlan("Secret") });
  const page = await signedInPage("editor");
  const sent: string[] = [];
  page.on("request", (request) => void sent.push(request.postData() ?? ""));
  await page.goto(`/clusters/${slug}/connect?way=paste`);
  await field(page).fill(`${recorded("etcdctl-healthy.txt")}\n-----BEGIN RSA PRIVATE KEY-----\ncanary7731\n`);
  await expect(page.getByText("PA-SECRET")).toBeVisible();
  await expect(keep(page)).toBeDisabled();
  await field(page).fill("apiVersion: v1\nkind: Config\ncurrent-context: a\nusers: [{ user: { token: canary7731 } }]");
  await expect(page.getByText("PA-KUBECONFIG")).toBeVisible();
  expect(sent.join()).not.toContain("canary7731");
});

test("files of several masters, each with its machine, by keyboard", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: recordedPlan("Files") });
  const page = await signedInPage("editor");
  const { press, tabTo, arrowTo } = handsOn(page);
  await page.goto(`/clusters/${slug}/connect`);
  const way = page.getByRole("radio", { name: /^Paste outputs/ });
  await tabTo(page.getByRole("radio", { name: /^Connect by kubeconfig/ }));
  await arrowTo(way, "ArrowDown");
  await expect(way).toBeChecked();
  await page.locator('input[type="file"]').setInputFiles(
    ["m1.json", "m2.json"].map((name) => ({
      name,
      mimeType: "application/json",
      buffer: Buffer.from(recorded("kubeadm-report.json")),
    })),
  );
  const second = page.getByRole("region", { name: "m2.json" });
  await tabTo(second.getByRole("combobox", { name: "Machine of the report" }));
  await press("Enter");
  await arrowTo(page.getByRole("option", { name: "m2" }), "ArrowDown");
  await press("Enter");
  await expect(second.getByText(/report of \d+ certificates m2/)).toBeVisible();
  await tabTo(page.getByRole("button", { name: "Remove m1.json" }));
  await press("Enter");
  await tabTo(keep(page));
  await press("Enter");
  await expect(page).toHaveURL(/\/live$/);
  await expect(page.getByRole("region", { name: "Certificates", exact: true }).getByText("m2").first()).toBeVisible();
});

test("a viewer sees what was pasted and cannot change it; inside the cluster is an admin's choice", async ({
  signedInPage,
  newCluster,
  api,
}) => {
  const slug = await newCluster({ plan: recordedPlan("Seen") });
  const editor = await api("editor");
  const data = { texts: [{ text: recorded("etcdctl-healthy.txt") }] };
  expect((await editor.post(`/api/v1/clusters/${slug}/live/pasted`, { data })).status()).toBe(200);
  const viewer = await signedInPage("viewer");
  await viewer.goto(`/clusters/${slug}/live`);
  await expect(viewer.getByText("Pasted, not watched", { exact: false })).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Remove what was pasted" })).toHaveCount(0);

  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/connect`);
  await expect(page.getByRole("radio", { name: /^Inside this cluster/ })).toBeDisabled();
  const admin = await signedInPage("admin");
  await admin.goto(`/clusters/${slug}/connect?way=inside`);
  await expectNoAxeViolations(admin);
  await admin.getByRole("button", { name: "Check", exact: true }).click();
  await expect(admin.getByText("The engine runs in no pod with a service account", { exact: false })).toBeVisible({
    timeout: 20_000,
  });
});

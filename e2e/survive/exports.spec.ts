import { expect, expectNoAxeViolations, test } from "../fixtures.ts";
import { twoZonePlan } from "./plans.ts";

test("the page to sign is shown as it will be printed, in both languages", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/export?target=survive-report`);
  const sheet = page.frameLocator("iframe");
  await expect(sheet.getByRole("heading", { level: 1 })).toContainText("What this plan survives");
  await expect(sheet.getByText("Signature")).toBeVisible();
  await page.getByRole("button", { name: "中文" }).click();
  await expect(sheet.getByRole("heading", { level: 1 })).toContainText("这份规划能承受什么故障");
  await expect(page.getByRole("link", { name: "Open to print" })).toBeVisible();
});

test("the fault tree of a service and the analysis are files", async ({ newCluster, api }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const reader = await api("viewer");
  const tree = await reader.get(`/api/v1/clusters/${slug}/exports/open-psa?service=scheduling`);
  expect(tree.headers()["content-type"]).toContain("application/xml");
  expect(await tree.text()).toContain("<opsa-mef>");
  const analysis = await (await reader.get(`/api/v1/clusters/${slug}/exports/survive-analysis`)).json();
  expect(analysis.headline.margin).toBe(1);
});

test("the service of the fault tree is chosen beside its preview", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/export?target=open-psa`);
  await page.getByRole("combobox", { name: "Service" }).click();
  await page.getByRole("option", { name: "Cluster DNS" }).click();
  await expect(page.getByRole("textbox", { name: "Preview" })).toHaveValue(/cluster-dns/);
  // Not on the page to sign: its policy runs no script at all, so axe would wait for it for ever.
  await expectNoAxeViolations(page);
});

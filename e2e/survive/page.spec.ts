import type { Page } from "@playwright/test";
import { expect, expectNoAxeViolations, test } from "../fixtures.ts";
import { squeezedPlan, twoZonePlan } from "./plans.ts";

for (const [theme, locale] of [
  ["light", "en"],
  ["dark", "zh-CN"],
] as const) {
  test(`the page has no accessibility faults, ${theme}, ${locale}`, async ({ signedInPage, newCluster }) => {
    const slug = await newCluster({ plan: twoZonePlan() });
    const page = await signedInPage("editor", { theme, locale });
    await page.goto(`/clusters/${slug}/survive`);
    await expect(page.getByRole("figure")).toBeVisible();
    await expectNoAxeViolations(page);
  });
}

/** Outlines over the drawing. */
const marks = (page: Page) => page.getByRole("figure").locator("svg rect");

test("a deadly set outlines its machines, by pointer and by focus", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/survive`);
  const sets = page.getByRole("region", { name: "What stops it: API writes" });
  const zone = sets.getByRole("button", { name: "1 zone za" });
  await zone.hover();
  await expect(page.getByText("4 machines marked")).toBeVisible();
  await expect(marks(page)).toHaveCount(4);
  await page.mouse.move(0, 0);
  await expect(marks(page)).toHaveCount(0);
  await sets.getByRole("button", { name: /any 2 of 3 control-plane machines/ }).focus();
  await expect(page.getByText("3 machines marked")).toBeVisible();
});

test("another service fills the lists and the address", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/survive`);
  await page.getByRole("button", { name: "Cluster DNS" }).click();
  await expect(page.getByRole("heading", { name: "What stops it: Cluster DNS" })).toBeVisible();
  await expect(page).toHaveURL(/service=cluster-dns/);
});

test("a change is shown before it is applied, and can be taken back", async ({ signedInPage, newCluster, api }) => {
  const slug = await newCluster({ plan: squeezedPlan() });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  const better = page.getByRole("region", { name: "Makes it better" });
  await better
    .getByRole("button", { name: /^Apply: move/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("API writes:");
  await expect(dialog.getByRole("table", { name: "Fields that change" }).getByRole("row")).not.toHaveCount(1);
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Change the plan" }).click();
  const card = page.getByRole("region", { name: "What this plan survives" });
  await expect(card.getByRole("definition").first()).toContainText("any 1 zoneyes");
  const reader = await api("viewer");
  const isStored = async () => (await (await reader.get(`/api/v1/clusters/${slug}`)).json()).version;
  await expect.poll(isStored).toBe(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card.getByRole("definition").first()).toContainText("any 1 zoneNO");
  await expect.poll(isStored).toBe(2);
});

test("a change that makes it worse says why", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  const worse = page.getByRole("region", { name: "Makes it worse" });
  await expect(worse).toContainText("an even number of etcd members survives no more failures");
});

test("two zones have their three ways out, each one click away", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  const box = page.getByRole("region", { name: "Only two places" });
  await expect(box).toContainText("losing za stops etcd, because k8s-master1, k8s-master2 stand there");
  await expect(box.getByRole("button", { name: /^Apply/ })).toHaveCount(3);
});

test("failure figures are saved with the plan, and move the result", async ({ signedInPage, newCluster, api }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  const expected = page.getByRole("region", { name: "What this plan survives" }).getByRole("definition").last();
  const before = await expected.textContent();
  await page.getByRole("button", { name: "Edit figures: zone" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Time between failures" }).fill("soon");
  await expect(dialog).toContainText("This is not a span of time");
  await dialog.getByRole("textbox", { name: "Time between failures" }).fill("3 months");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /^zone/ })).toContainText("3 months");
  await expect(expected).not.toHaveText(before ?? "");
  const reader = await api("viewer");
  const stored = async () =>
    (await (await reader.get(`/api/v1/clusters/${slug}/plan`)).json()).plan.options.reliability?.zone?.mtbfHours;
  await expect.poll(stored).toBe(2190);
});

test("one machine can have figures of its own", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  await page.getByRole("button", { name: "Figures for one machine" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Host name" }).fill("k8s-master1");
  await dialog.getByRole("textbox", { name: "Time between failures" }).fill("6 months");
  await dialog.getByRole("textbox", { name: "Time to repair" }).fill("1 h");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Edit figures: k8s-master1" })).toBeVisible();
});

test("who may only read finds nothing to apply or to edit", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/survive`);
  await expect(page.getByRole("region", { name: "What to change first" })).toContainText("move k8s-master2", {
    ignoreCase: true,
  });
  await expect(page.getByRole("button", { name: /^Apply|^Edit figures|Figures for one/ })).toHaveCount(0);
});

test("on a phone it is for reading", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("editor", { viewport: { width: 390, height: 844 } });
  await page.goto(`/clusters/${slug}/survive`);
  await expect(page.getByRole("heading", { name: "What to change first" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Apply/ })).toHaveCount(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("1,226 machines: lists are bounded and say so", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T6" });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  const sets = page.getByRole("region", { name: "What stops it: API writes" });
  await expect(sets).toContainText(/8 of \d+ shown/);
  await sets.getByRole("button", { name: "Show more" }).click();
  await expect(sets).toContainText(/16 of \d+ shown/);
  expect(await page.locator("main *").count()).toBeLessThan(3_000);
});

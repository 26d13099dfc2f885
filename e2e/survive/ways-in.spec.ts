import { expect, test } from "../fixtures.ts";
import { handsOn } from "../table/hands.ts";
import { squeezedPlan, twoZonePlan } from "./plans.ts";

test("the margin in the design follows every edit", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T5" });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/design`);
  await expect(page.getByRole("button", { name: "Margin 1" })).toBeVisible();
  const canvas = page.getByRole("region", { name: "Topology" });
  await page.getByRole("button", { name: "Fit the whole drawing" }).click();
  await canvas.getByRole("button", { name: /^master-c1/ }).click();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("button", { name: "Margin 0" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Margin 1" })).toBeVisible();
});

test("the margin opens to its three lines and leads to the page", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/design`);
  await page.getByRole("button", { name: "Margin 1" }).click();
  const popup = page.getByRole("dialog", { name: "Machines that may fail" });
  await expect(popup).toContainText("It bears the loss of any one machine.");
  await expect(popup).toContainText("zone za alone");
  await popup.getByRole("link", { name: "What this plan survives" }).click();
  await expect(page).toHaveURL(/\/survive$/);
});

test("a best fix is found, looked at and applied by keyboard alone", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: squeezedPlan() });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}`);
  const hands = handsOn(page);
  await hands.press("g", "v");
  await expect(page).toHaveURL(/\/survive$/);
  await expect(page.getByRole("figure")).toBeVisible();
  await hands.tabTo(page.getByRole("button", { name: /^Apply: move/ }).first());
  await hands.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await hands.tabTo(page.getByRole("dialog").getByRole("button", { name: "Change the plan" }));
  await hands.press("Enter");
  const card = page.getByRole("region", { name: "What this plan survives" });
  await expect(card.getByRole("definition").first()).toContainText("any 1 zoneyes");
});

test("the palette and the tab lead there, in both languages", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2" });
  const page = await signedInPage("viewer", { locale: "zh-CN" });
  await page.goto(`/clusters/${slug}`);
  await page.getByRole("link", { name: "容错" }).click();
  await expect(page).toHaveURL(/\/survive$/);
  await page.goto(`/clusters/${slug}`);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("rongcuo");
  await expect(page.getByRole("option").first()).toContainText("能承受什么故障");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/survive$/);
});

test("what nobody placed leads to the design with those machines selected", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2" });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  const rack = page.getByRole("listitem").filter({ hasText: "rack of 8 machines not given" });
  await rack.getByRole("link", { name: "Fill in" }).click();
  await expect(page).toHaveURL(/\/design/);
  await expect(page.getByRole("complementary", { name: "Inspector" })).toContainText("8 machines");
});

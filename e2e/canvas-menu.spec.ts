import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openTable, untilSaved } from "./table/table-page.ts";

const card = (page: Page, name: string) => page.locator(".canvas-card").filter({ hasText: name });

test("the menu of a card edits it in place, and the menu of a selection works on all of it", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({ template: "T2b" });
  const page = await signedInPage("editor");
  const { grid } = await openTable(page, slug);
  await card(page, "k8s-master1").click({ button: "right" });
  const menu = page.getByRole("menu", { name: "What to do here" });
  await menu.getByRole("menuitem", { name: "Edit in place" }).click();
  await expect(page.locator(".canvas-inline")).toBeFocused();
  await page.keyboard.type("k8s-master-one");
  await page.keyboard.press("Enter");
  await expect(card(page, "k8s-master-one")).toBeVisible();

  await card(page, "k8s-master2").click();
  await card(page, "k8s-master3").click({ modifiers: ["Shift"] });
  await card(page, "k8s-master3").click({ button: "right" });
  await expect(menu.getByRole("menuitem", { name: "Edit in place" })).toBeDisabled();
  await menu.getByRole("menuitem", { name: "Remove" }).click();
  await expect(grid.getByText("k8s-master3", { exact: true })).toHaveCount(0);
  await expect(grid.getByText("k8s-master2", { exact: true })).toHaveCount(0);
  await untilSaved(page);
});

test("the menu key opens the same menu, and Escape gives the focus back", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2b" });
  const page = await signedInPage("editor");
  await openTable(page, slug);
  await card(page, "k8s-slb2").click();
  const focused = page.locator("[data-stop]:focus");
  await expect(focused).toHaveCount(1);
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menu", { name: "What to do here" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(focused).toHaveCount(1);
});

test("a finger that stays opens the menu, and its rows are 44 px high", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2b" });
  const page = await signedInPage("editor", { hasTouch: true });
  await openTable(page, slug);
  const box = await card(page, "k8s-master1").boundingBox();
  const touchPoints = [{ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 }];
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  const menu = page.getByRole("menu", { name: "What to do here" });
  await expect(menu).toBeVisible();
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(menu.getByRole("menuitem", { name: "Duplicate" })).toBeVisible();
  expect((await menu.getByRole("menuitem", { name: "Duplicate" }).boundingBox())?.height).toBeGreaterThanOrEqual(44);
});

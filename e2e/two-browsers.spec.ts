import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openTable, putOnClipboard, type TablePage, untilSaved } from "./table/table-page.ts";

/** A page asks for others' changes every 15 s, and at once when it gets the focus. */
const SEEN = { timeout: 40_000 };

test("edits of different machines both go through without a question, and both see both", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({ template: "T2b" });
  const ada = await openTable(await signedInPage("admin"), slug);
  const bob = await openTable(await signedInPage("editor"), slug);
  const [atAda, atBob] = [await holdEdits(ada.page), await holdEdits(bob.page)];
  await setCell(ada, ["k8s-slb1", "Zone"], "from-ada");
  await setCell(bob, ["k8s-slb2", "Zone"], "from-bob");
  // Both edits build on the same version.
  await Promise.all([atAda.release(), atBob.release()]);
  for (const { page, cell } of [ada, bob]) {
    await expect(await cell("k8s-slb1", "Zone")).toHaveText("from-ada", SEEN);
    await expect(await cell("k8s-slb2", "Zone")).toHaveText("from-bob", SEEN);
    await untilSaved(page);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("the same fields ask the second person field by field, and nothing is lost", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({ template: "T2b" });
  const ada = await openTable(await signedInPage("admin"), slug);
  const bob = await openTable(await signedInPage("editor"), slug);
  const held = await holdEdits(bob.page);
  await setCells(bob, ["k8s-master1", "Zone"], ["zone-bob", "rack-bob"]);
  await setCell(bob, ["k8s-worker1", "Zone"], "behind");
  await setCells(ada, ["k8s-master1", "Zone"], ["zone-ada", "rack-ada"]);
  await untilSaved(ada.page);
  await held.release();

  const dialog = bob.page.getByRole("dialog");
  const zone = dialog.getByRole("row", { name: /^k8s-master1\s*Zone/ });
  const rack = dialog.getByRole("row", { name: /^k8s-master1\s*Rack/ });
  for (const text of ["zone-ada", "zone-bob"]) await expect(zone).toContainText(text);
  for (const text of ["rack-ada", "rack-bob"]) await expect(rack).toContainText(text);
  await zone.getByRole("button", { name: "Yours" }).click();
  await rack.getByRole("button", { name: "Theirs" }).click();
  await dialog.getByRole("button", { name: "Apply", exact: true }).click();

  await untilSaved(bob.page);
  for (const { cell } of [bob, ada]) {
    await expect(await cell("k8s-master1", "Zone")).toHaveText("zone-bob", SEEN);
    await expect(await cell("k8s-master1", "Rack")).toHaveText("rack-ada", SEEN);
    // What waited behind the disputed edit went through without a question.
    await expect(await cell("k8s-worker1", "Zone")).toHaveText("behind", SEEN);
  }
});

test("undo and redo work after a reload", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2b" });
  const page = await signedInPage("editor");
  const before = await openTable(page, slug);
  await setCell(before, ["k8s-slb1", "Remark"], "changed");
  await untilSaved(page);
  const after = await openTable(page, slug);
  await expect(await after.cell("k8s-slb1", "Remark")).toHaveText("changed");
  await (await after.cell("k8s-slb1", "Remark")).click();
  await page.keyboard.press("Control+z");
  await expect(await after.cell("k8s-slb1", "Remark")).not.toHaveText("changed");
  await page.keyboard.press("Control+Shift+Z");
  await expect(await after.cell("k8s-slb1", "Remark")).toHaveText("changed");
});

test("undo of what somebody changed since is refused with the difference", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2b" });
  const ada = await openTable(await signedInPage("admin"), slug);
  await setCell(ada, ["k8s-slb1", "Zone"], "zone-ada");
  await untilSaved(ada.page);
  const bob = await openTable(await signedInPage("editor"), slug);
  await setCell(bob, ["k8s-slb1", "Zone"], "zone-bob");
  await untilSaved(bob.page);
  await (await ada.cell("k8s-slb1", "Host name")).click();
  await ada.page.keyboard.press("Control+z");
  const dialog = ada.page.getByRole("dialog");
  await expect(dialog.getByRole("row", { name: /^k8s-slb1\s*Zone/ })).toContainText("zone-bob", SEEN);
  await dialog.getByRole("button", { name: "Take all of theirs" }).click();
  await expect(dialog).toHaveCount(0);
  for (const { cell } of [ada, bob]) await expect(await cell("k8s-slb1", "Zone")).toHaveText("zone-bob", SEEN);
});

test("without a network edits are kept, and go out when it is back", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2b" });
  const ada = await openTable(await signedInPage("admin"), slug);
  const bob = await openTable(await signedInPage("editor"), slug);
  await bob.page.context().setOffline(true);
  await setCell(bob, ["k8s-slb1", "Zone"], "offline-1");
  await setCell(bob, ["k8s-slb2", "Zone"], "offline-2");
  await expect(bob.page.getByText(/2 changes/)).toBeVisible(SEEN);
  await expect(await bob.cell("k8s-slb2", "Zone")).toHaveText("offline-2");
  await bob.page.context().setOffline(false);
  await untilSaved(bob.page);
  await expect(await ada.cell("k8s-slb1", "Zone")).toHaveText("offline-1", SEEN);
  await expect(await ada.cell("k8s-slb2", "Zone")).toHaveText("offline-2", SEEN);
});

test("a reload while offline loses nothing", async ({ signedInPage, newCluster, api }) => {
  const slug = await newCluster({ template: "T2b" });
  const page = await signedInPage("editor");
  const table = await openTable(page, slug);
  page.on("dialog", (question) => void question.accept());
  await page.context().setOffline(true);
  await setCell(table, ["k8s-slb1", "Zone"], "kept");
  await expect(page.getByText(/1 change/)).toBeVisible(SEEN);
  // The browser shows its own page about the missing network.
  await page.reload().catch(() => undefined);
  await page.context().setOffline(false);
  const again = await openTable(page, slug);
  await expect(await again.cell("k8s-slb1", "Zone")).toHaveText("kept");
  await untilSaved(page);
  const { plan } = await (await (await api("viewer")).get(`/api/v1/clusters/${slug}/plan`)).json();
  expect(plan.machines[0].zone).toBe("kept");
});

/** Keeps this page's edits on their way until they are let go, as a slow network does. */
async function holdEdits(page: Page) {
  const gate = Promise.withResolvers<void>();
  let waiting = 0;
  await page.route(/\/plan\/edits$/, async (route) => {
    waiting += 1;
    await gate.promise;
    await route.continue();
  });
  return {
    release: async () => {
      await expect.poll(() => waiting).toBeGreaterThan(0);
      gate.resolve();
    },
  };
}

/** One step that fills cells from left to right, as a pasted line does. */
async function setCells(
  { page, cell }: TablePage,
  [hostname, column]: readonly [string, string],
  texts: readonly string[],
) {
  await (await cell(hostname, column)).click();
  await putOnClipboard(page, texts.join("\t"));
  await page.keyboard.press("Control+v");
  await expect(await cell(hostname, column)).toHaveText(texts[0] ?? "");
}

async function setCell(
  { page, cell }: TablePage,
  [hostname, column]: readonly [string, string],
  text: string,
): Promise<void> {
  await (await cell(hostname, column)).click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await expect(await cell(hostname, column)).toHaveText(text);
}

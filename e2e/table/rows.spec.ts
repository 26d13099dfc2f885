import { expect, expectNoAxeViolations, test } from "#e2e/fixtures.ts";
import { openTable, putOnClipboard, readClipboard } from "./table-page.ts";

test.describe("rows", () => {
  test("picked machines get one value, are duplicated and removed, each as one step", async ({
    signedInPage,
    newCluster,
  }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await table.row("k8s-slb1").getByRole("rowheader").click();
    await table
      .row("k8s-master1")
      .getByRole("rowheader")
      .click({ modifiers: ["Shift"] });
    await page.getByRole("button", { name: "Set…" }).click();
    const dialog = page.getByRole("dialog", { name: "Set one value for all picked machines" });
    await dialog.getByRole("combobox", { name: "Zone" }).fill("dc-1");
    await page.keyboard.press("Enter");
    for (const hostname of ["k8s-slb1", "k8s-slb2", "k8s-master1"])
      await expect(await table.cell(hostname, "Zone")).toHaveText("dc-1");
    await (await table.cell("k8s-master1", "Zone")).click();
    await page.keyboard.press("Control+z");
    for (const hostname of ["k8s-slb1", "k8s-slb2", "k8s-master1"])
      await expect(await table.cell(hostname, "Zone")).toHaveText("");
    await page.getByRole("button", { name: "Duplicate", exact: true }).click();
    await expect(table.totals).toContainText("11 machines");
    await expect(await table.cell("k8s-slb4", "Spec")).toHaveText("2C-4G-50G");
    // The copies are the picked ones now.
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(table.totals).toContainText("8 machines");
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await expect(table.totals).toContainText("11 machines");
  });

  test("a new machine continues the last one and its name is typed at once", async ({ signedInPage, newCluster }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "blank" }));
    await expect(page.getByText("No machines yet")).toBeVisible();
    await table.grid.focus();
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("k8s-worker1");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("worker");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Tab");
    await expect(await table.cell("k8s-worker2", "Roles")).toHaveText("worker");
    await expect(await table.cell("k8s-worker2", "IP addresses")).toHaveText("to be assigned");
  });

  test("are searched, filtered and sorted, by mouse and by key", async ({ signedInPage, newCluster }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    const search = page.getByRole("searchbox", { name: "Search machines" });
    await search.fill("master 15.22");
    await expect(table.grid.getByRole("rowheader")).toHaveCount(1);
    await expect(page.getByText("Showing 1 of 8 machines")).toBeVisible();
    await search.fill("nothing like it");
    await page.getByRole("button", { name: "Show all machines" }).click();
    await page.getByRole("button", { name: "Filter and sort" }).click();
    const dialog = page.getByRole("dialog", { name: "Filter and sort" });
    await dialog.getByRole("combobox", { name: "Roles" }).fill("lb");
    await expect(table.grid.getByRole("rowheader")).toHaveCount(2);
    await dialog.getByRole("button", { name: "Clear filters" }).click();
    await page.keyboard.press("Escape");
    await table.grid.getByRole("columnheader", { name: "IP addresses" }).getByRole("button").click();
    await table.grid.getByRole("columnheader", { name: "IP addresses" }).getByRole("button").click();
    await expect(table.grid.getByRole("columnheader", { name: "IP addresses" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
    expect((await table.columnTexts("IP addresses")).slice(0, 2)).toEqual(["172.30.15.33", "172.30.15.32"]);
    await (await table.cell("k8s-worker3", "Host name")).click();
    await page.keyboard.press("Alt+ArrowUp");
    await expect(table.grid.getByRole("columnheader", { name: "Host name" })).toHaveAttribute("aria-sort", "ascending");
    expect((await table.columnTexts("Host name")).slice(0, 2)).toEqual(["k8s-master1", "k8s-master2"]);
  });

  test("are picked together with the canvas, both ways", async ({ signedInPage, newCluster }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    const inspector = page.getByRole("complementary", { name: "Inspector" });
    await (await table.cell("k8s-slb2", "Host name")).click();
    await page.keyboard.press("Shift+Space");
    await expect(table.row("k8s-slb2")).toHaveAttribute("aria-selected", "true");
    await expect(inspector.getByRole("textbox", { name: "Host name" })).toHaveValue("k8s-slb2");
    await page.getByRole("region", { name: "Topology" }).getByText("k8s-master1", { exact: true }).click();
    await expect(table.row("k8s-slb2")).toHaveAttribute("aria-selected", "false");
    await expect(table.row("k8s-master1")).toHaveAttribute("aria-selected", "true");
  });
});

test("totals stand per role and in all, and count what is unknown apart", async ({ signedInPage, newCluster }) => {
  const page = await signedInPage("editor");
  const table = await openTable(page, await newCluster({ template: "T2b" }));
  await table.totals.getByRole("button", { name: "In all" }).click();
  await expect(table.totals.getByRole("row")).toContainText([
    "Role",
    "In all",
    "Load balancers2 machines4 cores8 GiB100 GB system0 GB data",
    "Control plane3 machines24 cores96 GiB300 GB system150 GB data",
    "Workers3 machines24 cores96 GiB300 GB system2,100 GB data",
  ]);
  await expect(table.totals).toContainText("8 machines52 cores200 GiB700 GB system2,250 GB data");
  await (await table.cell("k8s-slb1", "Spec")).click();
  await page.keyboard.press("Delete");
  await expect(table.totals).toContainText(
    "8 machines50 cores196 GiB650 GB system2,250 GB data1 machine of unknown size",
  );
});

test("a table with a header of its own opens the import", async ({ signedInPage, newCluster }) => {
  const page = await signedInPage("editor");
  const table = await openTable(page, await newCluster({ template: "blank" }));
  await putOnClipboard(page, "Host name\tIP address\tSpec\nk8s-slb1\t10.0.0.1\t2C-4G-50G\n");
  await table.grid.focus();
  await page.keyboard.press("Control+v");
  await expect(page.getByRole("dialog").getByText("10.0.0.1").first()).toBeVisible();
});

test("is one tab stop, and axe finds nothing in it", async ({ signedInPage, newCluster }) => {
  const page = await signedInPage("editor");
  const table = await openTable(page, await newCluster({ template: "T2b" }));
  await (await table.cell("k8s-master2", "Zone")).click();
  await page.keyboard.type("not a problem");
  await page.keyboard.press("Enter");
  await expectNoAxeViolations(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "In all" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("textbox", { name: "Zone, k8s-master3" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Add machine" })).toBeFocused();
});

test("a viewer moves, picks and copies, and changes nothing", async ({ signedInPage, newCluster }) => {
  const page = await signedInPage("viewer");
  const table = await openTable(page, await newCluster({ template: "T2b" }));
  const cell = await table.cell("k8s-slb1", "Host name");
  await cell.click();
  for (const key of ["x", "Enter", "Delete", "Control+d", "Control+Enter", "Control+Delete"])
    await page.keyboard.press(key);
  await putOnClipboard(page, "stranger");
  await page.keyboard.press("Control+v");
  await expect(cell).toHaveText("k8s-slb1");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+c");
  expect((await readClipboard(page))["text/plain"]).toBe("k8s-slb1\t172.30.15.11");
  await expect(table.totals).toContainText("8 machines");
  await expect(page.getByRole("button", { name: "Add machine" })).toHaveCount(0);
  await expectNoAxeViolations(page);
});

import { expect, test } from "./fixtures.ts";
import { openTable } from "./table/table-page.ts";

test.describe("cells", () => {
  test("typing starts an edit, Enter goes down, Tab right, Esc leaves the cell as it was", async ({
    signedInPage,
    newCluster,
  }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await (await table.cell("k8s-slb1", "Zone")).click();
    await page.keyboard.type("zone-a");
    await page.keyboard.press("Enter");
    await page.keyboard.type("zone-b");
    await page.keyboard.press("Tab");
    await page.keyboard.type("rack-9");
    await page.keyboard.press("Escape");
    await expect(await table.cell("k8s-slb1", "Zone")).toHaveText("zone-a");
    await expect(await table.cell("k8s-slb2", "Zone")).toHaveText("zone-b");
    await expect(await table.cell("k8s-slb2", "Rack")).not.toHaveText("rack-9");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("F2");
    await expect(page.getByRole("textbox", { name: "Zone, k8s-slb2" })).toBeFocused();
    await page.keyboard.type("2");
    await page.keyboard.press("Shift+Enter");
    await expect(await table.cell("k8s-slb2", "Zone")).toHaveText("zone-b2");
    await expect(page.getByRole("textbox", { name: "Zone, k8s-slb1" })).toBeFocused();
  });

  test("a double click edits, and a click elsewhere takes what was typed", async ({ signedInPage, newCluster }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await (await table.cell("k8s-master1", "Remark")).dblclick();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("first");
    await (await table.cell("k8s-master2", "Remark")).click();
    await expect(await table.cell("k8s-master1", "Remark")).toHaveText("first");
    await page.keyboard.type("second");
    await page.getByRole("searchbox", { name: "Search machines" }).click();
    await expect(await table.cell("k8s-master2", "Remark")).toHaveText("second");
  });

  test("Chinese is typed with an input method from the first key on", async ({ signedInPage, newCluster }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await (await table.cell("k8s-slb1", "Remark")).click();
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send("Input.imeSetComposition", { text: "zhu", selectionStart: 3, selectionEnd: 3 });
    await page.keyboard.press("Enter");
    const field = page.getByRole("textbox", { name: "Remark, k8s-slb1" });
    await expect(field).toBeFocused();
    await keyboard.send("Input.imeSetComposition", { text: "主节点", selectionStart: 3, selectionEnd: 3 });
    await keyboard.send("Input.insertText", { text: "主节点" });
    await expect(field).toHaveValue("主节点");
    await page.keyboard.press("Enter");
    await expect(await table.cell("k8s-slb1", "Remark")).toHaveText("主节点");
  });
});

test.describe("refusals", () => {
  test("a bad spec stays in the cell, says which part is wrong, and takes the correction", async ({
    signedInPage,
    newCluster,
  }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    // The last row: the message must not be cut off by the edge of the table.
    const spec = await table.cell("k8s-worker3", "Spec");
    await spec.click();
    await page.keyboard.type("8C-32X-150G");
    await page.keyboard.press("Enter");
    await expect(spec).toHaveText("8C-32X-150G");
    await expect(spec).toHaveAttribute("aria-invalid", "true");
    const note = page.getByRole("alert").filter({ hasText: "“32X” is not understood" });
    await expect(note).toBeInViewport({ ratio: 1 });
    const isOnTop = await note.evaluate((box) => {
      const { left, top, width, height } = box.getBoundingClientRect();
      return box.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(isOnTop).toBe(true);
    await page.keyboard.press("Alt+Enter");
    await expect(spec).toHaveText("8C-32G-150G");
    await expect(note).toBeHidden();
  });

  test("a name or an address that is taken offers the next free one; Esc brings the old one back", async ({
    signedInPage,
    newCluster,
  }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await (await table.cell("k8s-slb2", "Host name")).click();
    await page.keyboard.type("k8s-slb1");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "Two machines are called “k8s-slb1”." })).toBeVisible();
    await page.getByRole("button", { name: "Use k8s-slb3" }).click();
    await expect(await table.cell("k8s-slb3", "Host name")).toHaveText("k8s-slb3");
    const ips = await table.cell("k8s-slb3", "IP addresses");
    await ips.click();
    await page.keyboard.type("172.30.15.11");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "have the same address 172.30.15.11" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Use 172.30.15.13" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(ips).toHaveText("172.30.15.12");
    await page.keyboard.type("172.30.015.50/24");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Alt+Enter");
    await expect(ips).toHaveText("172.30.15.50");
  });
});

import { expect, test } from "#e2e/fixtures.ts";
import { openTable, putOnClipboard, readClipboard } from "./table-page.ts";

test.describe("ranges", () => {
  test("are picked by mouse and by keyboard, and copied as text and as a table", async ({
    signedInPage,
    newCluster,
  }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await (await table.cell("k8s-slb1", "Host name")).hover();
    await page.mouse.down();
    await (await table.cell("k8s-slb2", "IP addresses")).hover();
    await page.mouse.up();
    await expect(table.grid.getByRole("gridcell", { selected: true })).toHaveCount(4);
    await page.keyboard.press("Control+c");
    expect(await readClipboard(page)).toEqual({
      "text/plain": "k8s-slb1\t172.30.15.11\nk8s-slb2\t172.30.15.12",
      "text/html": expect.stringContaining(
        "<tr><td>k8s-slb1</td><td>172.30.15.11</td></tr><tr><td>k8s-slb2</td><td>172.30.15.12</td></tr>",
      ),
    });
    await (await table.cell("k8s-slb1", "Spec")).click();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(table.grid.getByRole("gridcell", { selected: true })).toHaveText([
      "2C-4G-50G",
      "Ubuntu 24.04",
      "2C-4G-50G",
      "Ubuntu 24.04",
    ]);
    await page.keyboard.press("Escape");
    await expect(table.grid.getByRole("gridcell", { selected: true })).toHaveCount(1);
  });

  test("are pasted from Excel right and down, with new machines below the last, as one step", async ({
    signedInPage,
    newCluster,
  }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await (await table.cell("k8s-worker3", "Host name")).click();
    await putOnClipboard(
      page,
      'k8s-worker3\t10.0.0.3\tworker\t8C-32G-500G\r\nk8s-worker4\t10.0.0.4\tworker\t16C-64G-1T\r\nk8s-worker5\t10.0.0.3\tworker\t"4C-huge"\r\n',
    );
    await page.keyboard.press("Control+v");
    await expect(table.totals).toContainText("10 machines");
    await expect(await table.cell("k8s-worker3", "IP addresses")).toHaveText("10.0.0.3");
    await expect(await table.cell("k8s-worker4", "Spec")).toHaveText("16C-64G-1T");
    const messages = page.getByRole("region", { name: "Messages" });
    await expect(messages).toContainText("Pasted 10 cells; 2 were refused and keep their text.");
    // A taken address and an unreadable spec cost those two cells and nothing else.
    const [ips, spec] = [await table.cell("k8s-worker5", "IP addresses"), await table.cell("k8s-worker5", "Spec")];
    await expect(ips).toHaveText("10.0.0.3");
    await expect(ips).toHaveAttribute("aria-invalid", "true");
    await expect(spec).toHaveText("4C-huge");
    await page.keyboard.press("Control+z");
    await expect(table.totals).toContainText("8 machines");
    await expect(await table.cell("k8s-worker3", "IP addresses")).toHaveText("172.30.15.33");
    await page.keyboard.press("Control+y");
    await expect(table.totals).toContainText("10 machines");
  });

  test("are filled down and right, and names and addresses are continued", async ({ signedInPage, newCluster }) => {
    const page = await signedInPage("editor");
    const table = await openTable(page, await newCluster({ template: "T2b" }));
    await (await table.cell("k8s-master1", "Zone")).click();
    await page.keyboard.type("z1");
    await page.keyboard.press("Enter");
    await (await table.cell("k8s-master1", "Zone")).click();
    await (await table.cell("k8s-master3", "Zone")).click({ modifiers: ["Shift"] });
    await page.keyboard.press("Control+d");
    await expect(await table.cell("k8s-master3", "Zone")).toHaveText("z1");
    await page.keyboard.press("Shift+ArrowRight");
    await page.getByRole("button", { name: "Fill", exact: true }).click();
    await page.getByRole("menuitem", { name: "Fill right" }).click();
    await expect(await table.cell("k8s-master2", "Rack")).toHaveText("z1");
    await (await table.cell("k8s-worker1", "IP addresses")).click();
    await (await table.cell("k8s-worker3", "IP addresses")).click({ modifiers: ["Shift"] });
    await putOnClipboard(page, "10.7.0.9");
    await page.keyboard.press("Control+v");
    await expect(await table.cell("k8s-worker3", "IP addresses")).toHaveText("10.7.0.11");
    await (await table.cell("k8s-worker1", "Host name")).click();
    await page.keyboard.type("node-08");
    await page.keyboard.press("Enter");
    await (await table.cell("node-08", "Host name")).click();
    await (await table.cell("k8s-worker3", "Host name")).click({ modifiers: ["Shift"] });
    await page.keyboard.press("Control+e");
    await expect(await table.cell("node-10", "Host name")).toBeVisible();
  });
});

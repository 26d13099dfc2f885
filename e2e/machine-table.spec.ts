import { expect, test } from "./fixtures.ts";
import { openTable, putOnClipboard, readClipboard, untilSaved } from "./table-page.ts";

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

  test("every field of a machine is edited in place", async ({ signedInPage, newCluster, api }) => {
    const page = await signedInPage("editor");
    const slug = await newCluster({ template: "T2b" });
    const table = await openTable(page, slug);
    await page.getByRole("button", { name: "Columns" }).click();
    const hidden = page.getByRole("dialog", { name: "Columns" }).getByRole("checkbox", { checked: false });
    await expect(hidden).toHaveCount(HIDDEN_COLUMNS);
    for (let left = HIDDEN_COLUMNS; left > 0; left -= 1) await hidden.first().click();
    await page.keyboard.press("Escape");
    await (await table.cell("k8s-slb2", "Host name")).click();
    for (const text of Object.values(TYPED)) {
      if (text !== null) await page.keyboard.type(text);
      await page.keyboard.press(text === null ? "ArrowRight" : "Tab");
    }
    await untilSaved(page);
    const { plan } = await (await (await api("viewer")).get(`/api/v1/clusters/${slug}/plan`)).json();
    expect(plan.machines[1]).toMatchObject(STORED);
    for (const [column, text] of Object.entries(TYPED))
      if (text !== null) await expect(await table.cell("edge-9", column), column).toHaveText(text);
  });
});

/** Of 32 columns nine are shown at first. */
const HIDDEN_COLUMNS = 23;

/** Column by column from the left; null = left alone, because another column says the same. */
const TYPED = {
  "Host name": "edge-9",
  "IP addresses": "10.9.0.9, fd00::9",
  "To be assigned in": null,
  Roles: "lb + registry",
  Spec: "16C-64G-200G+2*1T",
  Cores: null,
  "Memory (GiB)": null,
  Disks: null,
  "Disk layout": "RAID 1",
  OS: "Rocky 9.4",
  Kernel: "6.8.0",
  Architecture: "arm64",
  cgroup: "2",
  Site: "sh",
  Zone: "z1",
  Rack: "r7",
  Hypervisor: "esx-3",
  "Power feed": "B",
  Switch: "leaf-2",
  Pool: "edge",
  Remark: "替换中",
  "Prefix length": "24",
  Gateway: "10.9.0.1",
  Interface: "bond0",
  "NIC (Gbit/s)": "25",
  MAC: "52:54:00:12:34:56",
  "Product UUID": "4c4c4544-0042-3510-8052-b4c04f4d3032",
  "SSH user": "ops",
  "SSH port": "2222",
  "kubelet version": "1.33.1",
  Labels: "tier=edge, gpu=no",
  Taints: "dedicated=edge:NoSchedule",
} as const;

const STORED = {
  hostname: "edge-9",
  ips: ["10.9.0.9", "fd00::9"],
  roles: ["lb", "registry"],
  cpuCores: 16,
  memoryMiB: 65_536,
  disks: [{ sizeGB: 200 }, { sizeGB: 1000 }, { sizeGB: 1000 }],
  specText: "16C-64G-200G+2*1T",
  diskLayout: "RAID 1",
  os: "Rocky",
  osVersion: "9.4",
  kernel: "6.8.0",
  arch: "arm64",
  cgroup: 2,
  site: "sh",
  zone: "z1",
  rack: "r7",
  hypervisor: "esx-3",
  powerFeed: "B",
  switch: "leaf-2",
  pool: "edge",
  remark: "替换中",
  prefixLength: 24,
  gateway: "10.9.0.1",
  interfaceName: "bond0",
  nicGbps: 25,
  mac: "52:54:00:12:34:56",
  productUuid: "4c4c4544-0042-3510-8052-b4c04f4d3032",
  sshUser: "ops",
  sshPort: 2222,
  kubeletVersion: "1.33.1",
  labels: { tier: "edge", gpu: "no" },
  taints: [{ key: "dedicated", value: "edge", effect: "NoSchedule" }],
};

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

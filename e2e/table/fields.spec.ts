import { expect, test } from "#e2e/fixtures.ts";
import { openTable, untilSaved } from "./table-page.ts";

test("every field of a machine is edited in place", async ({ signedInPage, newCluster, api }) => {
  // Three dozen fields are typed, one after the other, and read again.
  test.slow();
  const page = await signedInPage("editor");
  const slug = await newCluster({ template: "T2b" });
  const table = await openTable(page, slug);
  const columns = page.getByRole("dialog", { name: "Columns" });
  // The canvas is there before the bar of the table has come to life, which on a slow machine loses a first click.
  await expect(async () => {
    await page.getByRole("button", { name: "Columns" }).click();
    await expect(columns).toBeVisible({ timeout: 2000 });
  }).toPass();
  const hidden = columns.getByRole("checkbox", { checked: false });
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
  // The columns stay as they were chosen, in this browser.
  await page.reload();
  await expect(table.grid.getByRole("columnheader")).toHaveCount(HIDDEN_COLUMNS + 10);
  await expect(await table.cell("edge-9", "Kernel")).toHaveText(TYPED.Kernel);
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

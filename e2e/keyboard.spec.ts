import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { bodyCells, SEED_TABLE } from "./seed-table.ts";
import type { Site } from "./site.ts";
import { type Hands, handsOn } from "./table/hands.ts";

const VIP = "172.30.15.10";
const FIRST_ADDRESS = "172.30.15.11";
const ALL_ROWS = 8;

/** Acceptance 4: from nothing to the exported table and drawing, and no mouse anywhere. */
test("the seed's plan is built and exported by keyboard alone", async ({ page, site }) => {
  test.slow();
  const hands = handsOn(page);
  await signIn(hands, site);
  await startBlankPlan(hands);
  await addMachines(hands);
  await giveVip(hands);
  await fillTable(hands);
  const totals = page.getByRole("region", { name: "Totals" });
  await expect(totals).toContainText("8 machines52 cores200 GiB2,050 GB system0 GB data");
  await expect(page.getByText(/^Saved /)).toBeVisible();

  await hands.press("Control+Shift+E");
  await expect(page).toHaveURL(/\/export/);
  const markdown = await exportTable(hands);
  expect(
    markdown
      .split("\n")[0]
      ?.split("|")
      .filter((cell) => cell.trim() !== ""),
  ).toHaveLength(5);
  expect(bodyCells(markdown)).toEqual(bodyCells(SEED_TABLE));
  const svg = await exportDrawing(hands);
  for (const text of [VIP, "k8s-slb1", "k8s-master3", "k8s-worker3"]) expect(svg).toContain(text);
});

async function signIn({ page, press, type }: Hands, { people: { editor } }: Site): Promise<void> {
  await page.goto("/sign-in");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type(editor.name);
  await press("Tab");
  await type(editor.password);
  await press("Enter");
  await expect(page).toHaveURL(/\/$/);
}

/** With clusters there is a button for a new plan, on a first run there are three doors. */
async function startBlankPlan({ page, press, type, tabTo, arrowTo }: Hands): Promise<void> {
  const start = page.getByRole("button", { name: "New plan" }).or(page.getByRole("button", { name: "Choose a start" }));
  await tabTo(start);
  await press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type("Built by keyboard");
  const blank = dialog.getByRole("radio", { name: /^Blank/ });
  await tabTo(dialog.getByRole("radio").first());
  await arrowTo(blank, "ArrowDown");
  await expect(blank).toBeChecked();
  await tabTo(dialog.getByRole("button", { name: "Create" }));
  await press("Enter");
  await expect(page).toHaveURL(/\/design/);
}

/** The palette of the canvas by `A`: a pair of balancers with its endpoint, three masters, three workers. */
async function addMachines({ page, press, tabTo, arrowTo }: Hands): Promise<void> {
  const canvas = page.getByRole("region", { name: "Topology" });
  await tabTo(canvas.getByRole("button", { name: "Add to Entry" }));
  await press("a");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Add Load balancer pair" })).toBeFocused();
  await press("Enter");
  await expect(canvas.getByRole("button", { name: /^k8s-slb1/ })).toBeFocused();
  await arrowTo(canvas.getByRole("button", { name: "Add to Control plane" }), "ArrowDown");
  await press("a", "3", "Enter");
  await expect(canvas.getByRole("button", { name: /^k8s-master1/ })).toBeFocused();
  await arrowTo(canvas.getByRole("button", { name: "Add to Workers" }), "ArrowDown");
  await press("a", "3", "Enter");
  await expect(canvas.getByRole("button", { name: /^k8s-worker1/ })).toBeFocused();
}

/** Up to the endpoint, and Enter goes to its fields in the inspector. */
async function giveVip({ page, press, type, tabTo, arrowTo }: Hands): Promise<void> {
  const canvas = page.getByRole("region", { name: "Topology" });
  await arrowTo(canvas.getByRole("button", { name: /^HAProxy \+ keepalived/ }), "ArrowUp");
  await press("Enter");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await tabTo(inspector.getByRole("textbox", { name: "Virtual IPs" }));
  await type(VIP);
  await press("Tab");
  await expect(canvas.getByText(`VIP ${VIP}:6443`)).toBeVisible();
}

/** Addresses, sizes, OS and remarks in the machine table, with series, fill and the clipboard. */
async function fillTable({ page, press, type, tabTo }: Hands): Promise<void> {
  const field = (column: string, hostname: string): Locator =>
    page.getByRole("textbox", { name: `${column}, ${hostname}`, exact: true });
  await tabTo(field("Host name", "k8s-slb1"), "Shift+Tab");
  await press("Control+Home", "ArrowRight");
  await type(FIRST_ADDRESS);
  await press("Enter", "Control+ArrowUp", "Control+Shift+ArrowDown", "Control+e");
  await expect(page.getByRole("gridcell", { name: "172.30.15.18", exact: true })).toBeVisible();

  await press("Control+Home", "ArrowRight", "ArrowRight", "ArrowRight");
  await fillDown({ press, type }, "2C-4G-50G", 2);
  await fillDown({ press, type }, "8C-32G-150G", 3);
  await fillDown({ press, type }, "8C-32G-500G", 3);
  await press("Control+Home", ...Array<string>(4).fill("ArrowRight"));
  await type("Centos7.8");
  await press("Enter", "ArrowUp", "Control+c", ...Array<string>(ALL_ROWS - 1).fill("Shift+ArrowDown"), "Control+v");

  await press("Control+Home", "End");
  await fillDown({ press, type }, "Keepalived & HAProxy", 2);
  await fillDown({ press, type }, "master+etcd", 3);
  await fillDown({ press, type }, "CICD + Storage", 3);
  await press("Control+Home", "ArrowRight", "ArrowRight", ...Array<string>(5).fill("ArrowDown"));
  await fillDown({ press, type }, "worker + storage", 3);
  await expect(page.getByRole("gridcell", { name: "worker + storage" })).toHaveCount(3);
}

/** Types a text and fills it down; ends in the cell below. */
async function fillDown({ press, type }: Pick<Hands, "press" | "type">, text: string, rows: number): Promise<void> {
  const more = Array<string>(rows - 1).fill("Shift+ArrowDown");
  await type(text);
  await press("Enter", "ArrowUp", ...more, "Control+d", "ArrowDown");
}

async function exportTable({ page, press, tabTo, arrowTo }: Hands): Promise<string> {
  const english = page.getByRole("button", { name: "English", exact: true });
  await tabTo(page.getByRole("radio", { name: "Machine planning table" }));
  await tabTo(page.getByRole("combobox", { name: "Addresses" }));
  await press("Enter");
  await arrowTo(page.getByRole("option", { name: "Hide the last part" }), "ArrowDown");
  await press("Enter");
  await expect(english).toHaveAttribute("aria-pressed", "true");
  return download(page, () => tabTo(page.getByRole("link", { name: "Download" })));
}

async function exportDrawing({ page, press, tabTo }: Hands): Promise<string> {
  await tabTo(page.getByRole("radio", { name: "Machine planning table" }), "Shift+Tab");
  await press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Topology drawing" })).toBeChecked();
  return download(page, () => tabTo(page.getByRole("link", { name: "Download" })));
}

async function download(page: Page, reach: () => Promise<void>): Promise<string> {
  await reach();
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return readFile(await file.path(), "utf8");
}

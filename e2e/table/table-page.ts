import { expect, type Locator, type Page } from "@playwright/test";

/** The machine table of the design page, by its roles and names. */
export interface TablePage {
  readonly page: Page;
  readonly grid: Locator;
  readonly totals: Locator;
  readonly row: (hostname: string) => Locator;
  readonly cell: (hostname: string, column: string) => Promise<Locator>;
  /** The texts of one column from top to bottom, as far as they are in the page. */
  readonly columnTexts: (column: string) => Promise<string[]>;
}

export async function openTable(page: Page, slug: string): Promise<TablePage> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/clusters/${slug}/design`);
  const grid = page.getByRole("grid", { name: "Machines", exact: true });
  // The canvas is drawn by the browser alone: once it is there, the page answers.
  await expect(page.getByRole("region", { name: "Topology" }).getByRole("button").first()).toBeVisible();
  const row = (hostname: string): Locator =>
    grid.getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(`, ${hostname}$`) }) });
  return {
    page,
    grid,
    totals: page.getByRole("region", { name: "Totals" }),
    row,
    cell: async (hostname, column) => row(hostname).locator(`[aria-colindex="${await indexOf(grid, column)}"]`),
    columnTexts: async (column) =>
      grid.locator(`[role=gridcell][aria-colindex="${await indexOf(grid, column)}"]`).allInnerTexts(),
  };
}

async function indexOf(grid: Locator, column: string): Promise<string> {
  const header = grid.getByRole("columnheader", { name: column, exact: true });
  return (await header.getAttribute("aria-colindex")) ?? "";
}

/** What the clipboard holds is what Excel would put there: tab-separated lines. */
export async function putOnClipboard(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
}

/** Clipboard flavours by media type. */
export function readClipboard(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const [entry] = await navigator.clipboard.read();
    const flavours = await Promise.all(
      (entry?.types ?? []).map(async (type) => [type, await (await entry?.getType(type))?.text()]),
    );
    return Object.fromEntries(flavours);
  });
}

/** Waits until everything typed so far is stored. */
export async function untilSaved(page: Page): Promise<void> {
  await expect(page.getByText(/^Saved \d\d:\d\d:\d\d/)).toBeVisible();
}

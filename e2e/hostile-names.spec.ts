import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { hostilePlan, SCRIPT } from "./hostile-plan.ts";

const DOMAINS = ["zone", "rack", "hypervisor", "site"] as const;
const LANGUAGES = ["en", "zh", "both"] as const;
const TABLE_FORMATS = ["md", "csv", "html", "xlsx"] as const;
const MIN_WIDTH = 1366;

/** Notes every refusal of the content policy: an attempt that the policy stopped is a fault of the page all the same. */
async function watch(page: Page): Promise<void> {
  page.on("dialog", (dialog) => void dialog.dismiss());
  await page.addInitScript(() => {
    const seen: string[] = [];
    Reflect.set(window, "__refused", seen);
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      seen.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
}

async function expectHarmless(page: Page, what: string): Promise<void> {
  const seen = await page.evaluate(() => ({
    xss: Reflect.get(window, "__xss"),
    refused: Reflect.get(window, "__refused"),
    handlers: [...document.querySelectorAll("*")].flatMap((element) =>
      element
        .getAttributeNames()
        .filter((name) => name.startsWith("on"))
        .map((name) => `${element.tagName} ${name}`),
    ),
    links: [...document.querySelectorAll("a[href^='javascript:'], iframe[srcdoc], base, form[action^='javascript:']")]
      .length,
  }));
  expect({ what, ...seen }).toEqual({ what, xss: undefined, refused: [], handlers: [], links: 0 });
}

async function expectFits(page: Page, what: string): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${what} is wider than the screen`).toBeLessThanOrEqual(MIN_WIDTH);
}

test("no page takes a hostile name for anything but text", async ({ signedInPage, newCluster, api }) => {
  test.slow();
  const plan = hostilePlan();
  const slug = await newCluster({ name: plan.name, plan });
  const editor = await api("editor");
  const edit = { type: "setMachines", changes: [{ machineId: "m1", set: { remark: `${SCRIPT} again` } }] };
  const edited = await editor.post(`/api/v1/clusters/${slug}/plan/edits`, {
    data: { baseVersion: 0, edit, label: SCRIPT },
  });
  expect(edited.status()).toBe(200);
  const named = await editor.put(`/api/v1/clusters/${slug}/history/1/name`, { data: { name: SCRIPT } });
  expect(named.status()).toBe(200);
  const grouped = await editor.patch(`/api/v1/clusters/${slug}`, { data: { group: SCRIPT } });
  expect(grouped.status()).toBe(200);
  for (const locale of ["en", "zh-CN"] as const) {
    const page = await signedInPage("admin", { locale, viewport: { width: MIN_WIDTH, height: 768 } });
    await watch(page);
    const paths = [
      "/",
      `/clusters/${slug}`,
      `/clusters/${slug}/survive`,
      `/clusters/${slug}/history`,
      `/clusters/${slug}/history?v=1`,
      "/machines",
      "/settings",
    ];
    for (const path of [...paths, `/machines?q=${encodeURIComponent(SCRIPT)}`]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await expectHarmless(page, `${locale} ${path}`);
      await expectFits(page, `${locale} ${path}`);
    }
    await page.goto(`/clusters/${slug}`);
    await expect(page.locator("main")).toContainText(SCRIPT);
  }
});

test("canvas, table and inspector show hostile names as text", async ({ signedInPage, newCluster }) => {
  test.slow();
  const plan = hostilePlan();
  const slug = await newCluster({ name: plan.name, plan });
  const page = await signedInPage("editor", { viewport: { width: MIN_WIDTH, height: 768 } });
  await watch(page);
  await page.goto(`/clusters/${slug}/design`);
  const grid = page.getByRole("grid", { name: "Machines" });
  await expect(grid.getByRole("row").nth(2)).toBeVisible();
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
  await expectHarmless(page, "design");
  await expectFits(page, "design");
  for (const { id } of plan.machines.slice(0, 8)) {
    await page.goto(`/clusters/${slug}/design?select=${id}`);
    await expect(page.locator("[data-pane=inspector] input").first()).toBeVisible();
    await expectHarmless(page, `inspector of ${id}`);
  }
  await grid.getByText(SCRIPT).first().hover();
  await expectHarmless(page, "a cell under the pointer");
  const columns = page.getByRole("combobox", { name: "Columns" });
  for (const level of ["rack", "hypervisor", "site"]) {
    await columns.click();
    await page.getByRole("option", { name: level }).click();
    await expect(columns).toContainText(level);
    await expectHarmless(page, `columns by ${level}`);
  }
});

test("every preview of the export page shows hostile names as text", async ({ signedInPage, newCluster }) => {
  test.slow();
  const plan = hostilePlan();
  const slug = await newCluster({ name: plan.name, plan });
  const page = await signedInPage("viewer", { viewport: { width: MIN_WIDTH, height: 768 } });
  await watch(page);
  const tables = ["classic", "detailed"].flatMap((preset) =>
    TABLE_FORMATS.map((format) => `target=machine-table&preset=${preset}&format=${format}&lang=both`),
  );
  for (const query of [
    ...tables,
    "target=drawing&format=svg",
    "target=drawing&format=png",
    "target=drawing&format=html",
    "target=plan",
  ]) {
    await page.goto(`/clusters/${slug}/export?${query}`);
    await page.waitForLoadState("networkidle");
    await expectHarmless(page, query);
    await expectFits(page, query);
  }
});

test("an exported file that a browser opens runs nothing", async ({ signedInPage, newCluster }) => {
  test.slow();
  const plan = hostilePlan();
  const slug = await newCluster({ name: plan.name, plan });
  const page = await signedInPage("viewer");
  await watch(page);
  const base = `/api/v1/clusters/${slug}`;
  const files = [
    ...["classic", "detailed"].flatMap((preset) =>
      LANGUAGES.map((lang) => `${base}/exports/machine-table?format=html&preset=${preset}&lang=${lang}`),
    ),
    ...DOMAINS.map((domain) => `${base}/topology.svg?domain=${domain}`),
    `${base}/exports/drawing?format=html`,
  ];
  for (const file of files) {
    const answer = await page.request.get(file);
    expect(answer.status(), file).toBe(200);
    // Opened from the disk, without the headers of our server: the file itself must be harmless.
    const contentType = answer.headers()["content-type"] ?? "";
    const body = await answer.body();
    await page.route("**/opened", (route) => route.fulfill({ contentType, body }));
    await page.goto("/opened");
    await expectHarmless(page, `${file} from the disk`);
    await page.unroute("**/opened");
  }
});

test("a formula in any field is text in the spreadsheet files", async ({ newCluster, api }) => {
  const plan = hostilePlan();
  const slug = await newCluster({ name: plan.name, plan });
  const viewer = await api("viewer");
  for (const preset of ["classic", "detailed"]) {
    const csv = await viewer.get(`/api/v1/clusters/${slug}/exports/machine-table?format=csv&preset=${preset}&lang=en`);
    const text = (await csv.text()).replace(/^\uFEFF/, "");
    // A cell begins at the start of a line or behind a comma, with or without its quote.
    expect(text.match(/(?:^|,)"?[=+\-@\t]/gm) ?? [], preset).toEqual([]);
  }
});

test("a plan name that is too long is refused with its field, and nothing is stored", async ({ api }) => {
  const editor = await api("editor");
  const answer = await editor.post("/api/v1/clusters", { data: { name: "n".repeat(253) } });
  expect(answer.status()).toBe(422);
  const problem: { errors: readonly { path: string }[] } = await answer.json();
  expect(problem.errors.map(({ path }) => path)).toEqual(["name"]);
  const found: { total: number } = await (await editor.get(`/api/v1/clusters?q=${"n".repeat(100)}`)).json();
  expect(found.total).toBe(0);
});

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { THEME_COOKIE } from "#components/shell/preference-cookies.ts";
import { findBrowser } from "#e2e/browser.ts";
import { freePort, startProduct } from "#e2e/product.ts";
import { type Api, ask, type FirstAdmin, setUpAdmin } from "#e2e/product-api.ts";
import { twoZonePlan } from "#e2e/survive/plans.ts";
import { routes } from "#lib/core/api/index.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { LOCALE_COOKIE, LOCALES } from "#lib/i18n/locale.ts";
import { FIRST_RUN, SCENES, type Scene } from "./scenes.ts";

/**
 * `node e2e/pages/screens.ts FOLDER [SCENE ...]`: pictures of every page (or of these) in both themes, both languages, and at the widths people have,
 * to be looked at.
 */
const THEMES = ["light", "dark"] as const;
const WIDTHS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const WALL = { width: 3840, height: 2160 };
/** The shell scrolls inside itself, so that a picture of the whole page takes a tall window. */
const WHOLE_HEIGHT = 3400;
const PHONE = { width: 390, height: 844 };
const FOLDER = resolve(process.argv[2] ?? "screens");
const NAMES = process.argv.slice(3);
const CHOSEN = SCENES.filter(({ name }) => NAMES.length === 0 || NAMES.includes(name));
const PAINT_MS = 400;
const SLUGS = { production: "production", large: "large", seed: "seed", twoZones: "two-zones" };

interface Shot {
  readonly browser: Browser;
  readonly admin: FirstAdmin;
  readonly scene: Scene;
  readonly viewport: { readonly width: number; readonly height: number };
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), "quorate-screens-"));
  const product = await startProduct({ env: { QUORATE_DATA: data, PORT: await freePort() } });
  const { executablePath, libraries } = await findBrowser();
  const env = libraries === "" ? {} : { env: { ...process.env, LD_LIBRARY_PATH: libraries } };
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], ...env });
  try {
    const admin = await setUpAdmin(product);
    for (const viewport of WIDTHS) await shoot({ browser, admin, scene: FIRST_RUN, viewport });
    await furnish(admin.api);
    for (const viewport of WIDTHS) for (const scene of CHOSEN) await shoot({ browser, admin, scene, viewport });
    for (const scene of CHOSEN.filter(({ name }) => name.startsWith("design"))) {
      await shoot({ browser, admin, scene, viewport: WALL });
    }
    // Below 768 px everything is for reading.
    const read = CHOSEN.filter(({ act }) => act === undefined);
    for (const scene of read) await shoot({ browser, admin, scene, viewport: PHONE });
  } finally {
    await browser.close();
    await product.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function shoot({ browser, admin, scene, viewport }: Shot): Promise<void> {
  for (const theme of THEMES) {
    for (const locale of LOCALES) {
      const height = scene.isWhole === true ? WHOLE_HEIGHT : viewport.height;
      const context = await browser.newContext({ viewport: { ...viewport, height }, locale, reducedMotion: "reduce" });
      const url = admin.api.address;
      const [name = "", value = ""] = admin.cookie.split("=");
      await context.addCookies([
        { name: THEME_COOKIE, value: theme, url },
        { name: LOCALE_COOKIE, value: locale, url },
        ...(scene.isSignedOut === true ? [] : [{ name, value, url }]),
      ]);
      const page = await context.newPage();
      await page.goto(url + scene.path(SLUGS), { waitUntil: "networkidle" });
      await scene.act?.(page);
      await page.waitForTimeout(PAINT_MS);
      const path = join(FOLDER, `${viewport.width}-${scene.name}-${locale}-${theme}.png`);
      await page.screenshot({ path });
      await context.close();
    }
  }
  process.stdout.write(`${viewport.width} ${scene.name}\n`);
}

/** Enough of everything that no page is empty. */
async function furnish(api: Api): Promise<void> {
  await ask(api, routes.addCluster, {
    body: { name: "Production", slug: "production", group: "Shanghai", template: "T3" },
  });
  await ask(api, routes.addCluster, { body: { name: "Large", slug: "large", group: "Shanghai", template: "T6" } });
  await ask(api, routes.addCluster, { body: { name: "Seed", slug: SLUGS.seed, template: "T2" } });
  await ask(api, routes.addCluster, { body: { name: "Two zones", slug: SLUGS.twoZones, plan: twoZonePlan() } });
  await ask(api, routes.addCluster, { body: { name: "Lab", slug: "lab", template: "T1" } });
  const { plan, version } = await ask(api, routes.getPlan, { params: { slug: "production" } });
  const [first, second] = plan.machines;
  if (first === undefined || second === undefined) throw new Error("The template has no machines");
  const params = { slug: "production" };
  const edits: readonly Edit[] = [
    { type: "moveToZone", machineIds: [first.id], zone: "zone-b", level: "zone" },
    { type: "setMachines", changes: [{ machineId: second.id, set: { remark: "replaced in spring" } }] },
    { type: "renamePlan", name: "Production Shanghai" },
  ];
  for (const [at, edit] of edits.entries()) {
    await ask(api, routes.editPlan, { params, body: { baseVersion: version + at, edit } });
  }
  await ask(api, routes.nameVersion, { params: { ...params, version: version + 2 }, body: { name: "Signed off" } });
  const spare = { ...first, id: "spare1", hostname: "spare1", ips: ["10.9.0.1"], roles: [] };
  const edit: Edit = {
    type: "addMachines",
    machines: [spare, { ...spare, id: "spare2", hostname: "spare2", ips: [] }],
  };
  await ask(api, routes.editPlan, { params: { slug: UNASSIGNED }, body: { baseVersion: 0, edit } });
  await ask(api, routes.addUser, { body: { name: "lin", role: "editor", password: "correct horse battery" } });
  await ask(api, routes.addUser, { body: { name: "guest", role: "viewer", password: "correct horse battery" } });
}

await main();

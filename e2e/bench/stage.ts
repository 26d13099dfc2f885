import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { findBrowser } from "#e2e/browser.ts";
import { freePort, type Product, startProduct } from "#e2e/product.ts";
import { type Api, ask, type FirstAdmin, setUpAdmin } from "#e2e/product-api.ts";
import { routes } from "#lib/core/api/index.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { endpointOf, keepalivedPair, largePlan, planOf } from "#lib/core/scene/layout/sample-plans.ts";

/** The started product with the plans of the benchmark, and a browser that is signed in. */
export interface BenchStage {
  readonly product: Product;
  readonly api: Api;
  readonly browser: BrowserContext;
  readonly dataFolder: string;
  readonly large: { readonly slug: string; readonly plan: Plan };
  readonly cards: string;
  readonly empty: string;
  readonly close: () => Promise<void>;
}

const WORKERS = 5000;
/** The size of a laptop's screen. */
const VIEWPORT = { width: 1366, height: 768 };

/** A fresh installation in a folder of its own; it builds when the build is missing or old, as `npm start` does. */
export async function openStage(): Promise<BenchStage> {
  const dataFolder = mkdtempSync(join(tmpdir(), "quorate-bench-"));
  const remove = (): void => rmSync(dataFolder, { recursive: true, force: true });
  try {
    const product = await startProduct({ env: { QUORATE_DATA: dataFolder, PORT: await freePort() } });
    const close = async (): Promise<void> => {
      await product.stop();
      remove();
    };
    return await furnish({ product, dataFolder, close }).catch(async (cause) => {
      await close();
      throw cause;
    });
  } catch (cause) {
    remove();
    throw cause;
  }
}

async function furnish({ product, dataFolder, close }: Pick<BenchStage, "product" | "dataFolder" | "close">) {
  const admin = await setUpAdmin(product);
  const large = largePlan(WORKERS);
  const plans = {
    large: { slug: await addPlan(admin.api, large), plan: large },
    cards: await addPlan(admin.api, cardsPlan()),
    empty: await addPlan(admin.api, planOf("empty", { rows: [] })),
  };
  const { browser, close: closeBrowser } = await signedInBrowser(admin);
  return {
    ...{ product, api: admin.api, browser, dataFolder, ...plans },
    close: async () => {
      await closeBrowser();
      await close();
    },
  };
}

export async function addPlan(api: Api, plan: Plan): Promise<string> {
  const { slug } = await ask(api, routes.addCluster, { body: { name: plan.name, plan } });
  return slug;
}

export async function signedInBrowser({ api, cookie }: FirstAdmin) {
  const { executablePath, libraries } = await findBrowser();
  const program = await chromium.launch({
    executablePath,
    args: ["--no-sandbox"],
    ...(libraries === "" ? {} : { env: { ...process.env, LD_LIBRARY_PATH: libraries } }),
  });
  const browser = await program.newContext({ viewport: VIEWPORT, locale: "en" });
  const [name = "", value = ""] = cookie.split("=");
  await browser.addCookies([{ name, value, url: api.address }]);
  return { browser, close: () => program.close() };
}

/** 199 machines, which the canvas draws one by one: pools of 24 are the largest that stand as cards. */
function cardsPlan(): Plan {
  const zones = ["zone-a", "zone-b", "zone-c"];
  const pools = Array.from({ length: 8 }, (_, index) => `pool-${index + 1}`);
  return planOf("cards", {
    rows: [
      { name: "k8s-slb", count: 2, roles: ["lb"], zones },
      { name: "master", count: 5, roles: ["control-plane", "etcd"], zones },
      ...pools.map((pool) => ({ name: `${pool}-worker`, count: 24, roles: ["worker"] as const, zones, pool })),
    ],
    endpoints: [endpointOf(keepalivedPair("keepalived-haproxy"))],
  });
}

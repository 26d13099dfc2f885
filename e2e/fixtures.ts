import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { THEME_COOKIE, type Theme } from "#components/shell/preference-cookies.ts";
import type { UserRole } from "#lib/core/api/access.ts";
import type { TemplateId } from "#lib/core/api/plans.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { LOCALE_COOKIE, type Locale, ZONE_COOKIE } from "#lib/i18n/locale.ts";
import { publishedSite, type Site } from "./site.ts";

export { expect };

/** `timezoneId` of e2e/playwright.config.ts, by the name that Chromium gives it. */
const ZONE = "Asia/Katmandu";

/** What a person chose in the shell; it travels in cookies. */
interface Preferences {
  readonly locale?: Locale;
  readonly theme?: Theme;
}

interface PageWish extends Preferences {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly hasTouch?: boolean;
}

/** A template, a whole plan, or neither for a blank one. */
interface ClusterWish {
  readonly name?: string;
  readonly template?: TemplateId;
  readonly plan?: Plan;
}

interface Fixtures {
  /** The started product and its people. */
  readonly site: Site;
  /** A page in a browser session of its own, signed in as the person of that role. */
  readonly signedInPage: (role: UserRole, wish?: PageWish) => Promise<Page>;
  /** Calls with an API token of that role. */
  readonly api: (role: UserRole) => Promise<APIRequestContext>;
  /** Adds a cluster and returns its slug. */
  readonly newCluster: (wish: ClusterWish) => Promise<string>;
}

export const test = base.extend<Fixtures>({
  // Playwright reads from the first parameter which fixtures to make before.
  site: async ({ baseURL }, use) => {
    const site = publishedSite();
    if (site === null || baseURL === undefined) throw new Error("Run specs with e2e/playwright.config.ts.");
    await use(site);
  },
  signedInPage: async ({ browser, site }, use) => {
    const open: BrowserContext[] = [];
    await use(async (role, { viewport, hasTouch = false, ...preferences } = {}) => {
      const context = await browser.newContext(viewport === undefined ? { hasTouch } : { hasTouch, viewport });
      open.push(context);
      const [name = "", value = ""] = site.people[role].cookie.split("=");
      await context.addCookies([
        { name, value, url: site.address },
        // As the sign-in page leaves it; without it the first page is in UTC until it is at rest.
        { name: ZONE_COOKIE, value: encodeURIComponent(ZONE), url: site.address },
      ]);
      const page = await context.newPage();
      await prefer(page, preferences);
      return page;
    });
    for (const context of open) await context.close();
  },
  api: async ({ playwright, site }, use) => {
    const open: APIRequestContext[] = [];
    await use(async (role) => {
      const authorization = `Bearer ${site.people[role].token}`;
      const context = await playwright.request.newContext({
        baseURL: site.address,
        extraHTTPHeaders: { authorization },
      });
      open.push(context);
      return context;
    });
    for (const context of open) await context.dispose();
  },
  newCluster: async ({ api }, use, { title }) => {
    await use(async ({ name, ...start }) => {
      const editor = await api("editor");
      const answer = await editor.post("/api/v1/clusters", { data: { name: name ?? title.slice(0, 60), ...start } });
      expect(answer.status(), await answer.text()).toBe(201);
      const { slug }: { slug: string } = await answer.json();
      return slug;
    });
  },
});

/** Sets language or theme as the shell does; they hold from the next page on. */
async function prefer(page: Page, { locale, theme }: Preferences): Promise<void> {
  const site = publishedSite();
  const chosen = { [LOCALE_COOKIE]: locale, [THEME_COOKIE]: theme };
  for (const [name, value] of Object.entries(chosen)) {
    if (value !== undefined) await page.context().addCookies([{ name, value, url: site?.address ?? page.url() }]);
  }
}

/**
 * Judges the page as it stands; a fault is reported with its rule, its element and what is wrong. An open menu stands
 * outside of all landmarks, as those of the platform do.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const isMenuOpen = (await page.getByRole("menu").count()) > 0;
  const axe = new AxeBuilder({ page });
  const { violations } = await (isMenuOpen ? axe.disableRules("region") : axe).analyze();
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
  expect(faults).toEqual([]);
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { THEME_COOKIE } from "#components/shell/preference-cookies.ts";
import type { Site } from "#e2e/site.ts";
import { LOCALE_COOKIE } from "#lib/i18n/locale.ts";

/** Folder of the pictures; without it none are taken. They are looked at, never kept in the tree. */
const VARIABLE = "QUORATE_PICTURES";
/** The shell scrolls inside itself: a tall window shows the page to its end. */
const HEIGHT = 2400;
/** Each width, language and theme meets each other one of the other kinds. */
const LOOKS = [
  { width: 1366, locale: "en", theme: "light" },
  { width: 1366, locale: "zh-CN", theme: "dark" },
  { width: 1920, locale: "en", theme: "dark" },
  { width: 3840, locale: "zh-CN", theme: "light" },
] as const;

export interface Sight {
  readonly name: string;
  readonly path: string;
  /** Seen on the page once it shows what the picture is about. */
  readonly ready: (page: Page) => Promise<void>;
}

/** Pictures of one page as it is now, in all looks; none where nobody asked for any. */
export async function takePictures(browser: Browser, site: Site, { name, path, ready }: Sight): Promise<void> {
  const folder = process.env[VARIABLE];
  if (folder === undefined || folder === "") return;
  mkdirSync(folder, { recursive: true });
  for (const look of LOOKS) {
    const context = await openContext(browser, site, look);
    const page = await context.newPage();
    await page.goto(site.address + path);
    await ready(page);
    await page.screenshot({ path: join(folder, `${name}-${look.width}-${look.locale}-${look.theme}.png`) });
    await context.close();
  }
}

type Look = (typeof LOOKS)[number];

async function openContext(browser: Browser, site: Site, { width, locale, theme }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT }, locale, reducedMotion: "reduce" });
  const url = site.address;
  const [name = "", value = ""] = site.people.editor.cookie.split("=");
  await context.addCookies([
    { name, value, url },
    { name: LOCALE_COOKIE, value: locale, url },
    { name: THEME_COOKIE, value: theme, url },
  ]);
  return context;
}

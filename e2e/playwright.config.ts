import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { publishedSite } from "./site.ts";

/** No sandbox: root in a container has none. The rest keeps the browser from calling its maker. */
const LAUNCH_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Minutes of faults: run when they are named, as `npm run accept -- live 6` does. */
const faults = process.argv.some((arg) => arg.includes("e2e/robust")) ? [] : ["robust/**"];

const site = publishedSite();

function launchOptions() {
  if (site === null) return { args: LAUNCH_ARGS };
  const { executablePath, libraries } = site.browser;
  const env = libraries === "" ? {} : { env: { ...process.env, LD_LIBRARY_PATH: libraries } };
  return { args: LAUNCH_ARGS, executablePath, ...env };
}

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  testIgnore: faults,
  outputDir: ".results",
  globalSetup: join(import.meta.dirname, "global-setup.ts"),
  workers: 2,
  // A busy machine can make a browser late once; what fails twice is a fault, and the list names what was flaky.
  retries: process.env.CI === "1" ? 1 : 0,
  forbidOnly: process.env.CI === "1",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    ...(site === null ? {} : { baseURL: site.address }),
    browserName: "chromium",
    launchOptions: launchOptions(),
    locale: "en",
    timezoneId: "Asia/Kathmandu",
    viewport: { width: 1366, height: 768 },
    colorScheme: "light",
    reducedMotion: "reduce",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});

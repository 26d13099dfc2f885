import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ensureClient } from "#lib/start/build.ts";
import { readPlaywrightReport, readVitestReport, type TestCounts } from "./test-report.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");

/** One test program: how it is run so that its report lands in a file, and how the report is read. */
interface TestProgram {
  readonly name: string;
  readonly args: (report: string) => readonly string[];
  readonly env: (report: string) => Readonly<Record<string, string>>;
  readonly read: (json: unknown) => TestCounts;
}

const VITEST: TestProgram = {
  name: "Unit and integration tests",
  args: (report) => [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--config=lib/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ],
  env: () => ({}),
  read: readVitestReport,
};

const PLAYWRIGHT: TestProgram = {
  name: "Browser tests",
  args: () => [
    "node_modules/@playwright/test/cli.js",
    "test",
    "--config=e2e/playwright.config.ts",
    "--reporter=list,json",
  ],
  env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  read: readPlaywrightReport,
};

/** `npm test`: both programs one after the other, whatever the first says, and one line that sums them. */
async function main(): Promise<void> {
  await ensureClient({ root: ROOT, say });
  const folder = mkdtempSync(join(tmpdir(), "quorate-report-"));
  try {
    const counts: TestCounts[] = [];
    for (const [at, program] of [VITEST, PLAYWRIGHT].entries()) {
      counts.push(await runProgram(program, join(folder, `${at}.json`)));
    }
    conclude(counts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runProgram({ name, args, env, read }: TestProgram, report: string): Promise<TestCounts> {
  say(`\n${name}`);
  const child = spawn(process.execPath, args(report), {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env(report) },
  });
  const [code] = await once(child, "close");
  const counts = existsSync(report) ? read(JSON.parse(readFileSync(report, "utf8"))) : NOTHING;
  if (code === 0 || counts.failed.length > 0) return counts;
  // A set-up that fails is no failed test in the report.
  return { ...counts, failed: [`${name} ended with code ${code} without a failed test; that counts as one`] };
}

const NOTHING: TestCounts = { passed: 0, failed: [], skipped: [] };

function conclude(counts: readonly TestCounts[]): void {
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const skipped = counts.flatMap((one) => one.skipped);
  for (const name of skipped) say(`skipped: ${name}`);
  const failed = counts.flatMap((one) => one.failed);
  // Once more at the end: of a long output people get to see the end first, or alone.
  for (const name of failed) say(`failed: ${name}`);
  const isLacking = process.env.QUORATE_REQUIRE_REAL === "1" && skipped.length > 0;
  if (isLacking) say("With QUORATE_REQUIRE_REAL=1 a skip is a failure.");
  if (failed.length > 0 || isLacking) process.exitCode = 1;
  say(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();

import { existsSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, ROOT } from "#e2e/product.ts";
import { type Check, judge, type Outcome, type Site } from "./check.ts";
import { lastLines, run } from "./command.ts";

/** Named tests of the repository, which are the judgement of their point. */
interface Tests {
  readonly specs?: readonly string[];
  /** Folders and files that Vitest runs. */
  readonly units?: readonly string[];
  /** A real program that is missing is a failure, not a skipped test. */
  readonly isRealRequired?: boolean;
  /** One file after the other: these measure, and would measure each other. */
  readonly isAlone?: boolean;
}

const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";
const VITEST = "node_modules/vitest/vitest.mjs";

export const keyboard: Check = {
  point: 4,
  title: "the seed's plan without a mouse",
  run: (site) => runTests(site, { specs: ["e2e/keyboard.spec.ts"] }),
};

export const twoBrowsers: Check = {
  point: 5,
  title: "two browsers on one plan",
  run: (site) => runTests(site, { specs: ["e2e/two-browsers.spec.ts"] }),
};

export const safety: Check = {
  point: 7,
  title: "authorisation, CSRF, hostile files and names",
  run: (site) =>
    runTests(site, {
      specs: ["e2e/access.spec.ts", "e2e/hostile-headers.spec.ts", "e2e/hostile-names.spec.ts"],
      units: ["lib/auth", "lib/http", "lib/start/edge", "lib/core/import", "lib/core/export"],
    }),
};

export async function runTests(
  { say }: Site,
  { specs = [], units = [], isRealRequired = false, isAlone = false }: Tests,
): Promise<Outcome> {
  const missing = [...specs, ...units].filter((path) => !existsSync(join(ROOT, path)));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(", ")}`);
  const faults: string[] = [];
  const figures: string[] = [];
  const unitArgs = [
    VITEST,
    "run",
    "--config",
    "lib/vitest.config.ts",
    "--reporter=dot",
    ...(isAlone ? ["--no-file-parallelism"] : []),
    ...units,
  ];
  const specArgs = [
    PLAYWRIGHT,
    "test",
    "--config",
    "e2e/playwright.config.ts",
    "--reporter=line",
    ...(isAlone ? ["--workers=1"] : []),
    ...specs,
  ];
  const env = isRealRequired ? { ...cleanEnv(), QUORATE_REQUIRE_REAL: "1" } : cleanEnv();
  for (const args of [...(units.length > 0 ? [unitArgs] : []), ...(specs.length > 0 ? [specArgs] : [])]) {
    const { code, output } = await run(process.execPath, args, { onLine: say, env });
    const counts = countsOf(output);
    figures.push(counts);
    if (code !== 0)
      faults.push(`${args === unitArgs ? "unit tests" : "browser tests"} failed: ${counts || lastLines(output)}`);
  }
  return judge(faults, `${[...units, ...specs].join(", ")}: ${figures.join(" + ")}`);
}

/** `12 passed` of Playwright, `Tests  3 failed | 40 passed (43)` of Vitest. */
function countsOf(output: string): string {
  const [, vitest] = /^\s*Tests\s+(.+?)\s*(?:\(\d+\))?$/m.exec(output) ?? [];
  if (vitest !== undefined) return vitest.replaceAll(" | ", ", ");
  return [...output.matchAll(/^\s*(\d+ (?:passed|failed|flaky|skipped|did not run))\b/gm)]
    .map(([, count]) => count)
    .join(", ");
}

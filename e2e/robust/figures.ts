import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnv, ROOT } from "#e2e/product.ts";
import { FIGURES_FILE, type Figure } from "./figure.ts";
import { FAULTS, ROBUST_SPECS, ROBUST_UNITS } from "./list.ts";

/** One after the other: what they measure is not how they share a machine. */
const PROGRAMS = [
  ["node_modules/vitest/vitest.mjs", "run", "--config=lib/vitest.config.ts", "--no-file-parallelism", ...ROBUST_UNITS],
  [
    "node_modules/@playwright/test/cli.js",
    "test",
    "--config=e2e/playwright.config.ts",
    "--reporter=line",
    "--workers=1",
    ...ROBUST_SPECS,
  ],
];

/** `node e2e/robust/figures.ts [--full]`: runs every fault and prints one table of what was measured. */
function main(args: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "quorate-figures-"));
  const file = join(folder, "figures.jsonl");
  const env = { ...cleanEnv(), [FIGURES_FILE]: file, ...(args.includes("--full") ? { QUORATE_ROBUST: "full" } : {}) };
  try {
    for (const program of PROGRAMS) {
      const run = spawnSync(process.execPath, program, { cwd: ROOT, env, stdio: "inherit" });
      if (run.status !== 0) process.exitCode = 1;
    }
    process.stdout.write(`\n${table(readFigures(file))}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each line was written by `report`. */
function readFigures(file: string): readonly Figure[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

function table(figures: readonly Figure[]): string {
  const lines = Object.entries(FAULTS).flatMap(([id, { what, file }]) => {
    const own = figures.filter((figure) => figure.id === id);
    return [`${id}  ${what}  (${file})`, ...own.map((one) => `      ${one.what}: ${one.value}  (limit: ${one.limit})`)];
  });
  return lines.join("\n");
}

main(process.argv.slice(2));

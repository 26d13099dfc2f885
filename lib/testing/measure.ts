import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { measureSource, type SourceFigures } from "./measure-source.ts";

// The targets at the end of the conventions; `npm run measure` fails when one is missed.
const TARGETS = {
  fileMedian: 80,
  fileP90: 200,
  fileMax: 300,
  functionMedian: 15,
  functionP90: 60,
  castsPerThousand: 1.5,
  commentShareMin: 3,
  commentShareMax: 8,
  depthMax: 4,
  filesPerFolderMax: 15,
};
const REGISTRIES = /^(lib\/core\/(rules|export|import|api)|lib\/core\/plan\/templates|lib\/probe)\/index\.ts$/;

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
const code = tracked
  .split("\n")
  .filter((path) => existsSync(path))
  .filter((path) => /\.tsx?$/.test(path) && !/(\.d\.ts$|\/generated\/|^e2e\/real\/)/.test(path));
const product = code.filter((path) => !/(\.(test|spec|bench)\.tsx?$|^e2e\/|^lib\/testing\/)/.test(path));
const figures = product.map((path) => measureSource(path, readFileSync(path, "utf8")));

function main(): void {
  const rows = [...sizeRows(), ...escapeRows(), ...layoutRows()];
  for (const row of rows) console.log(`${row.isMet ? "ok  " : "MISS"}  ${row.name.padEnd(34)} ${row.value}`);
  console.log(
    `${product.length} product files, ${sum((file) => file.lines)} lines; ${code.length - product.length} test files`,
  );
  process.exitCode = rows.every((row) => row.isMet) ? 0 : 1;
}

interface Row {
  readonly name: string;
  readonly value: string;
  readonly isMet: boolean;
}

function sizeRows(): Row[] {
  const lines = figures.map((file) => file.lines);
  const functions = figures.flatMap((file) => file.functionLines);
  return [
    atMost("lines per file, median", quantile(lines, 0.5), TARGETS.fileMedian),
    atMost("lines per file, p90", quantile(lines, 0.9), TARGETS.fileP90),
    atMost("lines per file, max", Math.max(...lines), TARGETS.fileMax),
    atMost("lines per function, median", quantile(functions, 0.5), TARGETS.functionMedian),
    atMost("lines per function, p90", quantile(functions, 0.9), TARGETS.functionP90),
  ];
}

function escapeRows(): Row[] {
  const thousand = sum((file) => file.lines) / 1000;
  const comments = (100 * sum((file) => file.commentLines)) / sum((file) => file.lines);
  return [
    atMost(
      "any",
      sum((file) => file.anys),
      0,
    ),
    atMost(
      "non-null !",
      sum((file) => file.nonNulls),
      0,
    ),
    atMost("as per 1,000 lines", round(sum((file) => file.casts) / thousand), TARGETS.castsPerThousand),
    atMost(
      "lint suppressions",
      sum((file) => file.suppressions),
      0,
    ),
    {
      name: "comment lines, %",
      value: `${round(comments)} (target ${TARGETS.commentShareMin} to ${TARGETS.commentShareMax})`,
      isMet: comments >= TARGETS.commentShareMin && comments <= TARGETS.commentShareMax,
    },
  ];
}

function layoutRows(): Row[] {
  const barrels = product.filter((path) => /\/index\.tsx?$/.test(path) && !REGISTRIES.test(path));
  const inRooms = code.filter((path) => /^(lib|components)\//.test(path));
  const folders = entriesByFolder(inRooms.filter((path) => !/\.test\.tsx?$/.test(path)));
  const single = [...folders].filter(([, entries]) => entries.size === 1);
  const crowded = [...folders].filter(
    ([folder, entries]) => entries.size > TARGETS.filesPerFolderMax && folder !== "components/ui",
  );
  return [
    atMost(
      "folders below an entry, depth",
      Math.max(...inRooms.map((path) => path.split("/").length - 2)),
      TARGETS.depthMax,
    ),
    named("barrels that are no registry", barrels),
    named(
      "folders with one file",
      single.map(([folder]) => folder),
    ),
    named(
      `folders above ${TARGETS.filesPerFolderMax} entries`,
      crowded.map(([folder]) => folder),
    ),
    named("runs of six equal lines", repeatedRuns()),
  ];
}

/** Files and folders right below each folder. */
function entriesByFolder(paths: readonly string[]): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join("/");
      const entries = folders.get(folder) ?? new Set();
      folders.set(folder, entries.add(parts[depth] ?? ""));
    }
  }
  return folders;
}

/** Places where six consecutive lines of code (blank lines and imports left out) stand twice. */
function repeatedRuns(): string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const file of figures) {
    let skipUntil = 0;
    for (let at = 0; at + 6 <= file.codeLines.length; at++) {
      const run = file.codeLines.slice(at, at + 6);
      const text = run.map((line) => line.text).join("\n");
      const first = seen.get(text);
      const here = `${file.path}:${run[0]?.number ?? 0}`;
      if (first === undefined) seen.set(text, here);
      else if (at >= skipUntil) {
        found.push(`${here} = ${first}`);
        skipUntil = at + 6;
      }
    }
  }
  return found;
}

function atMost(name: string, value: number, target: number): Row {
  return { name, value: `${value} (target <= ${target})`, isMet: value <= target };
}

function named(name: string, places: readonly string[]): Row {
  return {
    name,
    value: `${places.length}${places.length > 0 ? `: ${places.slice(0, 8).join(", ")}` : ""}`,
    isMet: places.length === 0,
  };
}

function sum(of: (file: SourceFigures) => number): number {
  return figures.reduce((total, file) => total + of(file), 0);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

main();

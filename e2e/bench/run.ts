import { cpus, loadavg } from "node:os";
import { editRow } from "./edit.ts";
import { exportRows } from "./exports.ts";
import { frameRows } from "./frames.ts";
import { importRow } from "./import.ts";
import { layoutRow } from "./layout.ts";
import { liveRows } from "./live/rows.ts";
import { elementCount, openRow } from "./open.ts";
import { probeRows } from "./probe-cost.ts";
import { countCells, type Figure, figureCells, HEADERS, line, type Row, rowCells } from "./report.ts";
import { type BenchStage, openStage } from "./stage.ts";
import { startRow } from "./start.ts";
import { browserRows } from "./survive/browser.ts";
import { diagramSize, engineRows } from "./survive/engine.ts";

const [, , only, size] = process.argv;
/** What the goals of the live engine are set for. */
const CLUSTERS = 1000;

/**
 * `npm run bench`: every figure beside its floor or a naive peer of the same run. A missed goal is printed, not fatal.
 * `npm run bench -- plans` leaves out all but the rows of plans and their pages, `-- survive` all but those of the
 * survive engine, `-- live` all but those of the live one; a number behind that lowers how many clusters it watches.
 */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const [load = 0] = loadavg();
  print(`${cpus().length} cores, load ${load.toFixed(1)} at the start, Node ${process.versions.node}`);
  print(line(HEADERS));
  if (only !== "live") await rowsOfStage();
  if (isWanted("live")) await liveRows({ clusters: Number(size ?? CLUSTERS), show: showFigure, say });
  print(`${Math.round((performance.now() - startedAt) / 1000)} s in all`);
}

function isWanted(part: "plans" | "survive" | "live"): boolean {
  return only === undefined || only === part;
}

async function rowsOfStage(): Promise<void> {
  if (isWanted("plans")) show(await layoutRow());
  if (only === undefined) for (const row of await probeRows()) show(row);
  if (isWanted("survive")) {
    for (const row of engineRows()) show(row);
    print(line(countCells(diagramSize())));
  }
  // The build, when it is old, takes longer than all of the rest.
  say("starting the product ...");
  const stage = await openStage();
  try {
    if (isWanted("survive")) await surviveInBrowser(stage);
    if (isWanted("plans")) await overTheWire(stage);
  } finally {
    await stage.close();
  }
}

async function overTheWire(stage: BenchStage): Promise<void> {
  show(await openRow(stage));
  print(line(countCells(await elementCount(stage))));
  for (const row of await frameRows(stage)) show(row);
  show(await editRow(stage));
  show(await importRow(stage));
  for (const row of await exportRows(stage)) show(row);
  await stage.product.stop();
  show(await startRow(stage.dataFolder));
}

async function surviveInBrowser(stage: BenchStage): Promise<void> {
  for (const row of await browserRows(stage)) show(row);
}

function show(row: Row): void {
  print(line(rowCells(row)));
}

function showFigure(figure: Figure): void {
  print(line(figureCells(figure)));
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main();

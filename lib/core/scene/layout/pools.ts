import type { Machine } from "#lib/core/plan/machine.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import type { PoolNode, Rect } from "#lib/core/scene/scene.ts";
import { compareNatural } from "./columns.ts";
import type { Form } from "./forms.ts";
import {
  CARD_GAP,
  CARD_HEIGHT,
  CARD_WIDTH,
  CHIP_GAP,
  CHIP_HEIGHT,
  CHIP_WIDTH,
  COLUMN_PAD,
  GRID_CELL,
  GRID_GAP,
  POOL_HEADER_HEIGHT,
} from "./geometry.ts";
import type { Group } from "./groups.ts";
import { machineNode } from "./machine-node.ts";
import type { ColumnSlot, Frame, Sheet } from "./sheet.ts";

const BOX_PAD = 8;

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

const CARD: Tile = { width: CARD_WIDTH, height: CARD_HEIGHT, gap: CARD_GAP };
const CHIP: Tile = { width: CHIP_WIDTH, height: CHIP_HEIGHT, gap: CHIP_GAP };
const CELL: Tile = { width: GRID_CELL, height: GRID_CELL, gap: GRID_GAP };

function tileOf(form: Form): Tile | null {
  switch (form) {
    case "cards":
      return CARD;
    case "chips":
      return CHIP;
    case "grid":
      return CELL;
    case "collapsed":
      return null;
  }
}

const perRowOf = (tile: Tile, width: number): number =>
  Math.max(1, Math.floor((width + tile.gap) / (tile.width + tile.gap)));

function contentHeight(tile: Tile, count: number, width: number): number {
  const rows = Math.ceil(count / perRowOf(tile, width));
  return rows * (tile.height + tile.gap) - tile.gap;
}

/** Height of the whole band: the fullest column decides. */
function bandHeight(frame: Frame, group: Group, tile: Tile | null): number {
  if (tile === null) return POOL_HEADER_HEIGHT;
  const [column] = frame.columns;
  const most = group.cells.reduce((max, cell) => Math.max(max, cell.length), 0);
  return POOL_HEADER_HEIGHT + BOX_PAD + contentHeight(tile, most, column?.width ?? 0) + BOX_PAD;
}

const isSameDisk = (a: Machine["disks"][number], b: Machine["disks"][number] | undefined): boolean =>
  b !== undefined && a.sizeGB === b.sizeGB && a.atLeast === b.atLeast;

function isSameSpec(a: Machine, b: Machine): boolean {
  if (a.cpuCores !== b.cpuCores || a.memoryMiB !== b.memoryMiB || a.disks.length !== b.disks.length) return false;
  return a.disks === b.disks || a.disks.every((disk, index) => isSameDisk(disk, b.disks[index]));
}

function sums(machines: readonly Machine[]): Pick<PoolNode, "cpuCores" | "memoryMiB" | "commonSpec"> {
  const [first] = machines;
  let [cpuCores, memoryMiB, isCommon] = [0, 0, true];
  for (const machine of machines) {
    cpuCores += machine.cpuCores ?? 0;
    memoryMiB += machine.memoryMiB ?? 0;
    if (isCommon && first !== undefined) isCommon = isSameSpec(first, machine);
  }
  return { cpuCores, memoryMiB, commonSpec: isCommon && first !== undefined ? specOf(first) : null };
}

/** In a grid neighbours share a rack; within a rack the plan's own order holds. */
function rackOrder(machines: readonly Machine[]): readonly Machine[] {
  const racks = new Map<string, Machine[]>();
  for (const machine of machines) {
    const rack = machine.rack ?? "";
    const gathered = racks.get(rack);
    if (gathered === undefined) racks.set(rack, [machine]);
    else gathered.push(machine);
  }
  if (racks.size < 2) return machines;
  return [...racks].sort(([a], [b]) => compareNatural(a, b)).flatMap(([, gathered]) => gathered);
}

const escapeSlash = (text: string): string => text.replaceAll("%", "%25").replaceAll("/", "%2F");

interface Part {
  readonly group: Group;
  readonly column: ColumnSlot;
  readonly machines: readonly Machine[];
  readonly form: Form;
  readonly box: Rect;
}

function poolNode(frame: Frame, part: Part): PoolNode {
  const { group, column, machines, form, box } = part;
  return {
    id: `pool:${escapeSlash(group.key)}/${column.name ?? ""}`,
    kind: "pool",
    lane: group.lane,
    column: column.name,
    rect: { ...box, height: POOL_HEADER_HEIGHT },
    box,
    poolKey: group.key,
    poolName: group.name,
    namedBy: group.namedBy,
    form,
    count: machines.length,
    poolCount: group.count,
    ...sums(machines),
    components: frame.facts.hasNodeProxies && !group.isTier ? ["node-proxy"] : [],
    machineIds: machines.map((machine) => machine.id),
  };
}

function addTiles(frame: Frame, sheet: Sheet, { part, tile }: { part: Part; tile: Tile }): void {
  const { group, column, machines, form, box } = part;
  const [x, y] = [column.x, box.y + POOL_HEADER_HEIGHT + BOX_PAD];
  const columns = perRowOf(tile, column.width);
  if (form === "grid") {
    const width = Math.min(columns, machines.length) * (tile.width + tile.gap) - tile.gap;
    const rect = { x, y, width, height: contentHeight(tile, machines.length, column.width) };
    const id = `grid:${escapeSlash(group.key)}/${column.name ?? ""}`;
    const common = { lane: group.lane, column: column.name, poolKey: group.key, columns };
    const machineIds = machines.map((machine) => machine.id);
    sheet.nodes.push({ id, kind: "grid", rect, ...common, cell: GRID_CELL, gap: GRID_GAP, machineIds });
    return;
  }
  machines.forEach((machine, index) => {
    const tileX = x + (index % columns) * (tile.width + tile.gap);
    const tileY = y + Math.floor(index / columns) * (tile.height + tile.gap);
    const rect = { x: tileX, y: tileY, width: tile.width, height: tile.height };
    const place = { form: form === "chips" ? "chip" : "card", rect, column: column.name } as const;
    sheet.nodes.push(machineNode(frame, group, { machine, place }));
  });
}

/** Places a pool as one band over all columns, from `top` down, and returns its lower end. */
export function placePool(frame: Frame, sheet: Sheet, { group, top }: { group: Group; top: number }): number {
  const form = frame.forms.get(group.key) ?? "cards";
  const tile = tileOf(form);
  const height = bandHeight(frame, group, tile);
  frame.columns.forEach((column, index) => {
    const cell = group.cells[index] ?? [];
    if (cell.length === 0) return;
    const machines = form === "grid" ? rackOrder(cell) : cell;
    const box = { x: column.x - COLUMN_PAD / 2, y: top, width: column.width + COLUMN_PAD, height };
    const part = { group, column, machines, form, box };
    sheet.nodes.push(poolNode(frame, part));
    if (tile !== null) addTiles(frame, sheet, { part, tile });
  });
  return top + height;
}

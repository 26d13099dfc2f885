import type { Column, LaneId, MachineNode, Point, Rect, Scene, SceneNode } from "./scene.ts";

/** All nodes as a reader goes through them: lane, failure domain, then top to bottom and left to right. */
export function readingOrder(scene: Scene): readonly SceneNode[] {
  const laneRank = new Map(scene.lanes.map((lane, index) => [lane.id, index]));
  const columnRank = new Map(scene.columns.map((column, index) => [column.name, index]));
  const keyOf = (node: SceneNode): readonly number[] => [
    laneRank.get(node.lane) ?? 0,
    node.column === undefined ? -1 : (columnRank.get(node.column) ?? 0),
    node.rect.y,
    node.rect.x,
  ];
  return scene.nodes
    .map((node) => ({ node, key: keyOf(node) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ node }) => node);
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

export type Direction = "left" | "right" | "up" | "down";

/** A neighbour straight ahead beats a nearer one off to the side. */
const SIDEWAYS_COST = 3;
const SAME_LINE = 4;

/** Distance of two spans on one axis; 0 where they overlap, so that a bar is straight above every card. */
function gap(a: Rect, b: Rect, axis: "x" | "y"): number {
  const size = axis === "x" ? "width" : "height";
  return Math.max(0, a[axis] - (b[axis] + b[size]), b[axis] - (a[axis] + a[size]));
}

/** How far `to` lies ahead of `from`, and a price for lying aside; null where it does not lie ahead. */
function costOf(from: Rect, to: Rect, direction: Direction): number | null {
  const isSideways = direction === "left" || direction === "right";
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  const [axis, across] = isSideways ? (["x", "y"] as const) : (["y", "x"] as const);
  const size = isSideways ? "width" : "height";
  const ahead = sign * (to[axis] + to[size] / 2 - from[axis] - from[size] / 2);
  const isReachable = ahead >= SAME_LINE && (!isSideways || gap(from, to, across) === 0);
  return isReachable ? ahead + SIDEWAYS_COST * gap(from, to, across) : null;
}

/** The node an arrow key leads to; null at the edge of the drawing. Sideways stays on the same height. */
export function neighbour(
  scene: { readonly nodes: readonly Pick<SceneNode, "id" | "rect">[] },
  id: string,
  direction: Direction,
): string | null {
  const from = scene.nodes.find((node) => node.id === id);
  if (from === undefined) return null;
  let best: { id: string; cost: number } | null = null;
  for (const node of scene.nodes) {
    const cost = node.id === id ? null : costOf(from.rect, node.rect, direction);
    if (cost !== null && (best === null || cost < best.cost)) best = { id: node.id, cost };
  }
  return best?.id ?? null;
}

/** A crossing of a lane, or of a pool's band, with a failure domain. */
export interface Cell {
  readonly lane: LaneId;
  readonly column: string | null;
  readonly poolKey: string | null;
}

export interface DropCell extends Cell {
  /** The machine the moved ones go in front of; null = at the end. */
  readonly beforeMachineId: string | null;
}

export interface TargetCell extends Cell {
  readonly rect: Rect;
}

/** Where every machine stands, also those in grids and collapsed pools. */
export function machineCells(scene: Scene): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const node of scene.nodes) {
    if (node.kind !== "machine" && node.kind !== "pool") continue;
    const poolKey = node.lane === "workers" ? node.poolKey : null;
    const cell = { lane: node.lane, column: node.column ?? null, poolKey };
    if (node.kind === "machine") cells.set(node.machineId, cell);
    else for (const id of node.machineIds) cells.set(id, cell);
  }
  return cells;
}

/** Bands of the workers' lane from top to bottom; any other lane is one band. */
function bandsOf(scene: Scene, lane: LaneId): readonly { readonly poolKey: string | null; readonly rect: Rect }[] {
  const bands = new Map<string, { poolKey: string | null; rect: Rect }>();
  for (const node of scene.nodes) {
    if (node.kind === "pool" && node.lane === lane && lane === "workers") {
      bands.set(node.poolKey, { poolKey: node.poolKey, rect: node.box });
    }
  }
  const whole = scene.lanes.find(({ id }) => id === lane);
  if (bands.size > 0 || whole === undefined) return [...bands.values()];
  return [{ poolKey: null, rect: whole.rect }];
}

function cellsIn(scene: Scene, column: Column, lane: LaneId): readonly TargetCell[] {
  return bandsOf(scene, lane).map(({ poolKey, rect: { y, height } }) => {
    return { lane, column: column.name, poolKey, rect: { ...column.rect, y, height } };
  });
}

/** Every cell the machines may be dropped on: they stay in their lanes. */
export function targetCells(scene: Scene, machineIds: readonly string[]): readonly TargetCell[] {
  const places = machineCells(scene);
  const lanes = new Set(machineIds.flatMap((id) => places.get(id)?.lane ?? []));
  return scene.lanes
    .filter((lane) => lanes.has(lane.id))
    .flatMap((lane) => scene.columns.flatMap((column) => cellsIn(scene, column, lane.id)));
}

const isWithin = (from: number, length: number, value: number): boolean => value >= from && value < from + length;

/** The lane at a height; the etcd half of a stacked card still belongs to its master. */
function laneAt(scene: Scene, y: number): LaneId | null {
  const isOnMaster = scene.nodes.some(
    ({ kind, lane, rect }) => kind === "machine" && lane === "control-plane" && isWithin(rect.y, rect.height, y),
  );
  if (isOnMaster) return "control-plane";
  return scene.lanes.find(({ rect }) => isWithin(rect.y, rect.height, y))?.id ?? null;
}

const isBefore = ({ x, y }: Point, rect: Rect): boolean =>
  y < rect.y || (y < rect.y + rect.height && x < rect.x + rect.width / 2);

/** What a drop at a point means; null outside the lanes and columns. */
export function cellAt(scene: Scene, point: Point): DropCell | null {
  const lane = laneAt(scene, point.y);
  const column = scene.columns.find(({ rect }) => isWithin(rect.x, rect.width, point.x));
  if (lane === null || column === undefined) return null;
  const cells = cellsIn(scene, column, lane);
  const cell = cells.find(({ rect }) => point.y < rect.y + rect.height) ?? cells.at(-1);
  if (cell === undefined) return null;
  const { poolKey } = cell;
  const before = machinesIn(scene, cell).find((node) => isBefore(point, node.rect));
  return { lane, column: column.name, poolKey, beforeMachineId: before?.machineId ?? null };
}

/** Cards and chips of one cell, in the order of the drawing. */
export function machinesIn(scene: Scene, cell: Cell): readonly MachineNode[] {
  return scene.nodes.filter(
    (node): node is MachineNode =>
      node.kind === "machine" &&
      node.lane === cell.lane &&
      node.column === cell.column &&
      (cell.lane !== "workers" || node.poolKey === cell.poolKey),
  );
}

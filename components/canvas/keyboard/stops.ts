import type { Cell } from "#components/canvas/canvas-state.ts";
import { COLUMN_HEADER_HEIGHT, COLUMN_PAD, LANE_PAD, LANE_TITLE_WIDTH } from "#lib/core/scene/layout/geometry.ts";
import { type Direction, neighbour, readingOrder } from "#lib/core/scene/order.ts";
import type { LaneId, Rect, Scene, SceneNode } from "#lib/core/scene/scene.ts";

/** A place that the keyboard can stand on. */
export interface Stop {
  readonly id: string;
  readonly kind: SceneNode["kind"] | "cell" | "lane" | "column";
  readonly rect: Rect;
  readonly lane: LaneId;
  /** undefined = spans all columns. */
  readonly column: string | null | undefined;
  /** Arrow keys pass by the "+" behind cards: `A` does the same from every card of the cell. */
  readonly isPassedBy: boolean;
}

const CELL_BUTTON = 24;

function cellId(cell: Cell): string {
  return `cell:${cell.lane}/${cell.column ?? ""}`;
}

export interface CellStop extends Cell {
  readonly id: string;
  /** The whole crossing, and the "+" in it. */
  readonly rect: Rect;
  readonly button: Rect;
  readonly isFilled: boolean;
}

/** Crossings of lanes and columns that machines or services can be put in. */
export function cellsOf(scene: Scene): readonly CellStop[] {
  const filled = filledCells(scene);
  return scene.lanes
    .filter((lane) => lane.id !== "clients")
    .flatMap((lane) =>
      scene.columns.map((column) => {
        const cell = { lane: lane.id, column: column.name };
        const { x, width } = column.rect;
        const rect = { x, y: lane.rect.y, width, height: lane.rect.height };
        const isFilled = filled.has(cellId(cell));
        return { ...cell, id: cellId(cell), rect, button: addButtonRect(rect, isFilled), isFilled };
      }),
    );
}

/** Ids of the cells that something reaches into; columns stand from left to right, and there may be thousands. */
function filledCells({ nodes, lanes, columns }: Scene): ReadonlySet<string> {
  const filled = new Set<string>();
  for (const { rect } of nodes) {
    const first = firstColumnBehind(columns, rect.x);
    for (const lane of lanes) {
      if (rect.y >= lane.rect.y + lane.rect.height || rect.y + rect.height <= lane.rect.y) continue;
      for (let at = first; at < columns.length; at += 1) {
        const column = columns[at];
        if (column === undefined || column.rect.x >= rect.x + rect.width) break;
        filled.add(cellId({ lane: lane.id, column: column.name }));
      }
    }
  }
  return filled;
}

/** Index of the first column that ends right of `x`. */
function firstColumnBehind(columns: Scene["columns"], x: number): number {
  let [low, high] = [0, columns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const rect = columns[middle]?.rect;
    if (rect !== undefined && rect.x + rect.width <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const laneStopId = (lane: LaneId): string => `lane:${lane}`;
export const columnStopId = (column: string | null): string => `column:${column ?? ""}`;

/** Titles of lanes and columns: choosing one selects every machine in it. */
function headers(scene: Scene): readonly Stop[] {
  const [first] = scene.lanes;
  const lanes = scene.lanes.map(({ id, rect }): Stop => {
    const title = { id: laneStopId(id), kind: "lane", lane: id, rect: laneTitleRect(rect) } as const;
    return { ...title, column: undefined, isPassedBy: false };
  });
  if (first === undefined || scene.domain === "none") return lanes;
  const columns = scene.columns.map(({ name, rect }): Stop => {
    const title = { id: columnStopId(name), kind: "column", lane: first.id, column: name } as const;
    return { ...title, rect: { ...rect, height: COLUMN_HEADER_HEIGHT }, isPassedBy: false };
  });
  return [...columns, ...lanes];
}

export function laneTitleRect(lane: Rect): Rect {
  return { ...lane, width: LANE_TITLE_WIDTH };
}

/** The "+" stands where a first card would, and behind cards in the corner, in padding that none reaches into. */
function addButtonRect(cell: Rect, isFilled: boolean): Rect {
  const size = { width: CELL_BUTTON, height: CELL_BUTTON };
  if (!isFilled) return { x: cell.x + COLUMN_PAD, y: cell.y + (cell.height - CELL_BUTTON) / 2, ...size };
  return { x: cell.x + cell.width - CELL_BUTTON + COLUMN_PAD / 4, y: cell.y + cell.height - LANE_PAD, ...size };
}

/** All stops in reading order: domains, then lane by lane its title, its nodes, and the "+" behind each domain. */
export function stopsOf(scene: Scene): readonly Stop[] {
  const titles = headers(scene);
  const places = new Map<string, Stop[]>();
  const put = (stop: Stop): void => {
    const place = placeOf(stop);
    const there = places.get(place);
    if (there === undefined) places.set(place, [stop]);
    else there.push(stop);
  };
  readingOrder(scene).map(nodeStop).forEach(put);
  cellsOf(scene).map(cellStop).forEach(put);
  const columnNames = [undefined, ...scene.columns.map(({ name }) => name)];
  return [
    ...titles.filter(({ kind }) => kind === "column"),
    ...scene.lanes.flatMap((lane) => [
      ...titles.filter((title) => title.kind === "lane" && title.lane === lane.id),
      ...columnNames.flatMap((column) => places.get(placeOf({ lane: lane.id, column })) ?? []),
    ]),
  ];
}

/** What spans all columns, what names none, and every column are places of their own. */
function placeOf({ lane, column }: Pick<Stop, "lane" | "column">): string {
  if (column === undefined) return `${lane} all`;
  return column === null ? `${lane} none` : `${lane} in ${column}`;
}

function nodeStop({ id, kind, rect, lane, column }: SceneNode): Stop {
  return { id, kind, rect, lane, column, isPassedBy: false };
}

function cellStop({ id, lane, column, button, isFilled }: CellStop): Stop {
  return { id, kind: "cell", rect: button, lane, column, isPassedBy: isFilled };
}

/** The stop that an arrow key leads to; null at the edge of the drawing. */
export function stopTowards(stops: readonly Stop[], from: Stop, direction: Direction): Stop | null {
  const nodes = stops.filter((stop) => !stop.isPassedBy || stop.id === from.id);
  const next = neighbour({ nodes }, from.id, direction);
  return stops.find(({ id }) => id === next) ?? null;
}

/** First or last stop of the lane that `from` is in; the "+" buttons are left out where anything else stands there. */
export function laneEnd(stops: readonly Stop[], from: Stop, end: "first" | "last"): Stop {
  const lane = stops.filter((stop) => stop.lane === from.lane);
  const filled = lane.filter(({ kind }) => kind !== "cell" && kind !== "lane" && kind !== "column");
  const pool = filled.length > 0 ? filled : lane;
  return (end === "first" ? pool[0] : pool.at(-1)) ?? from;
}

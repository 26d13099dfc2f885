import type { Sheet } from "#lib/core/scene/layout/sheet.ts";
import type { Point, SceneEdge } from "#lib/core/scene/scene.ts";

const CORNER = 6;

function stepTowards(from: Point, to: Point, length: number): Point {
  const distance = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  const share = distance === 0 ? 0 : length / distance;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const isStraight = (a: Point, b: Point, c: Point): boolean =>
  (a.x === b.x && b.x === c.x) || (a.y === b.y && b.y === c.y);

/** Leaves out points that repeat or lie on a straight run. */
function corners(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last !== undefined && last.x === point.x && last.y === point.y) continue;
    const before = kept.at(-2);
    if (last !== undefined && before !== undefined && isStraight(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

const half = (a: Point, b: Point): number => (Math.abs(b.x - a.x) + Math.abs(b.y - a.y)) / 2;
const write = (point: Point): string => `${Math.round(point.x * 10) / 10} ${Math.round(point.y * 10) / 10}`;

/** Path data of an orthogonal line through `points`, its corners rounded. */
function roundedPath(points: readonly Point[]): string {
  const kept = corners(points);
  let path = "";
  kept.forEach((point, index) => {
    const before = kept[index - 1];
    const after = kept[index + 1];
    if (before === undefined) path = `M${write(point)}`;
    else if (after === undefined) path += `L${write(point)}`;
    else {
      const radius = Math.min(CORNER, half(before, point), half(point, after));
      path += `L${write(stepTowards(point, before, radius))}Q${write(point)} ${write(stepTowards(point, after, radius))}`;
    }
  });
  return path;
}

type Line = Pick<SceneEdge, "id" | "kind" | "from" | "to"> &
  Partial<Pick<SceneEdge, "port" | "count" | "labelAt">> & { readonly runs: readonly (readonly Point[])[] };

/** Adds one edge; every run is one subpath. */
export function addEdge(sheet: Sheet, line: Line): void {
  const { runs, port = null, count = null, labelAt, ...ends } = line;
  const [start] = runs[0] ?? [];
  const at = labelAt ?? start;
  if (at === undefined) return;
  sheet.edges.push({ ...ends, path: runs.map(roundedPath).join(""), labelAt: at, port, count });
}

import type { Landing } from "#components/canvas/canvas-state.ts";
import {
  cellAt,
  type Direction,
  type DropCell,
  machineCells,
  machinesIn,
  type TargetCell,
  targetCells,
} from "#lib/core/scene/order.ts";
import type { Point, Scene } from "#lib/core/scene/scene.ts";

type Place = Pick<DropCell, "lane" | "column" | "poolKey">;

function isSamePlace(left: Place, right: Place): boolean {
  return left.lane === right.lane && left.column === right.column && left.poolKey === right.poolKey;
}

function landingIn(scene: Scene, target: TargetCell, beforeMachineId: string | null): Landing {
  const front = machinesIn(scene, target).find(({ machineId }) => machineId === beforeMachineId)?.rect ?? null;
  return { ...target, beforeMachineId, front };
}

/** Where a drop at `point` puts the machines; null where they cannot go: a drag never changes the lane. */
export function landingAt(scene: Scene, ids: readonly string[], point: Point): Landing | null {
  const cell = cellAt(scene, point);
  const target = cell === null ? undefined : targetCells(scene, ids).find((each) => isSamePlace(each, cell));
  if (cell === null || target === undefined) return null;
  return landingIn(scene, target, cell.beforeMachineId);
}

/** Every landing of one failure domain, from top to bottom: in front of each machine that stays, and at the end. */
function landingsIn(scene: Scene, ids: readonly string[], column: string | null): readonly Landing[] {
  return targetCells(scene, ids)
    .filter((target) => target.column === column)
    .sort((a, b) => a.rect.y - b.rect.y)
    .flatMap((target) => {
      const staying = machinesIn(scene, target).filter(({ machineId }) => !ids.includes(machineId));
      return [...staying.map(({ machineId }) => machineId), null].map((before) => landingIn(scene, target, before));
    });
}

/** Where the keyboard's move mode begins: the end of the cell in which the first machine stands. */
export function landingHere(scene: Scene, ids: readonly string[]): Landing | null {
  const here = machineCells(scene).get(ids[0] ?? "");
  if (here === undefined) return null;
  return landingsIn(scene, ids, here.column).findLast((landing) => isSamePlace(landing, here)) ?? null;
}

/** The next landing in a direction: sideways to the neighbouring domain, up and down through order and pools. */
export function landingTowards(scene: Scene, ids: readonly string[], from: { at: Landing; go: Direction }): Landing {
  const { at, go } = from;
  if (go === "up" || go === "down") {
    const all = landingsIn(scene, ids, at.column);
    const here = all.findIndex((each) => isSamePlace(each, at) && each.beforeMachineId === at.beforeMachineId);
    return all[here + (go === "up" ? -1 : 1)] ?? at;
  }
  const index = scene.columns.findIndex(({ name }) => name === at.column);
  const column = scene.columns[index + (go === "left" ? -1 : 1)];
  if (column === undefined) return at;
  return (
    landingsIn(scene, ids, column.name).findLast((each) => isSamePlace(each, { ...at, column: column.name })) ?? at
  );
}

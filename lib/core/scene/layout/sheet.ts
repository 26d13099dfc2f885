import type { Plan } from "#lib/core/plan/plan.ts";
import type { Column, LaneId, RaftHull, Rect, SceneEdge, SceneNode, View } from "#lib/core/scene/scene.ts";
import type { Facts } from "./facts.ts";
import type { Form } from "./forms.ts";
import { LANE_MIN_HEIGHT, TRACK } from "./geometry.ts";
import type { Group } from "./groups.ts";

export interface ColumnSlot {
  readonly name: string | null;
  /** Inside the padding. */
  readonly x: number;
  readonly width: number;
}

/** What is known before the first lane is placed. */
export interface Frame {
  readonly plan: Plan;
  readonly view: View;
  readonly facts: Facts;
  readonly groups: readonly Group[];
  readonly forms: ReadonlyMap<string, Form>;
  readonly columns: readonly ColumnSlot[];
  readonly perRow: number;
  /** Left and right end of the columns: what a VIP bar spans. */
  readonly left: number;
  readonly right: number;
}

/** Where a card stands, as lines need it. */
export interface Spot {
  readonly machineId: string;
  readonly rect: Rect;
  readonly lane: LaneId;
  readonly row: number;
  readonly isLastRow: boolean;
}

/** The scene while it is drawn. */
export interface Sheet {
  readonly nodes: SceneNode[];
  readonly edges: SceneEdge[];
  readonly lanes: { id: LaneId; top: number; bottom: number; machineIds: string[] }[];
  readonly hulls: RaftHull[];
  readonly spots: Map<string, Spot>;
  /** Lines already running down the right margin. */
  rightTracks: number;
}

export function blankSheet(): Sheet {
  return { nodes: [], edges: [], lanes: [], hulls: [], spots: new Map(), rightTracks: 0 };
}

const RIGHT_MARGIN = 20;

/** The next free vertical in the right margin. */
export function nextRightTrack(frame: Frame, sheet: Sheet): number {
  sheet.rightTracks += 1;
  return frame.right + RIGHT_MARGIN / 2 + sheet.rightTracks * TRACK;
}

export const sceneWidth = (frame: Frame, sheet: Sheet): number =>
  frame.right + RIGHT_MARGIN + (sheet.rightTracks === 0 ? 0 : (sheet.rightTracks + 1) * TRACK);

/** Ends a lane at `end` or at its smallest height, and returns where the next begins. */
export function closeLane(frame: Frame, sheet: Sheet, lane: { id: LaneId; top: number; end: number }): number {
  const end = Math.max(lane.end, lane.top + LANE_MIN_HEIGHT);
  const machineIds = frame.groups
    .filter((group) => group.lane === lane.id)
    .flatMap((group) => group.cells.flatMap((cell) => cell.map((machine) => machine.id)));
  sheet.lanes.push({ id: lane.id, top: lane.top, bottom: end, machineIds });
  return end;
}

export const spotsOf = (sheet: Sheet, lane: LaneId): readonly Spot[] =>
  [...sheet.spots.values()].filter((spot) => spot.lane === lane);

export function columnRects(frame: Frame, height: number, pad: number): readonly Column[] {
  return frame.columns.map((column, index) => ({
    name: column.name,
    rect: { x: column.x - pad, y: 0, width: column.width + 2 * pad, height },
    machineIds: frame.groups.flatMap((group) => (group.cells[index] ?? []).map((machine) => machine.id)),
  }));
}

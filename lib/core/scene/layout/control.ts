import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { GridNode, Rect } from "#lib/core/scene/scene.ts";
import { around, CARD_HEIGHT, HULL_PAD, HULL_TEXT_HEIGHT, LANE_PAD, TRACK } from "./geometry.ts";
import type { Group } from "./groups.ts";
import { closeLane, type Frame, type Sheet } from "./sheet.ts";
import { placeTier } from "./tiers.ts";

export const ETCD_HULL = "hull:etcd";
export const EVENTS_HULL = "hull:etcd-events";

/** Members that must agree before etcd writes. */
const quorum = (members: number): number => Math.floor(members / 2) + 1;

const isMember = (machine: Machine, isEvents: boolean): boolean =>
  machine.roles.includes("etcd") && (machine.isEventsEtcd === true) === isEvents;

function members(groups: readonly Group[], isEvents: boolean): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const group of groups) {
    if (group.lane !== "control-plane" && group.lane !== "etcd") continue;
    for (const cell of group.cells) for (const machine of cell) if (isMember(machine, isEvents)) ids.add(machine.id);
  }
  return ids;
}

const holdsMember = (grid: GridNode, ids: ReadonlySet<string>): boolean => grid.machineIds.some((id) => ids.has(id));

/** Cards of members, and grids that hold any. */
function memberRects(sheet: Sheet, ids: ReadonlySet<string>): readonly Rect[] {
  const rects: Rect[] = [];
  for (const node of sheet.nodes) {
    if (node.kind === "machine" && ids.has(node.machineId)) rects.push(node.rect);
    if (node.kind === "grid" && node.lane !== "workers" && holdsMember(node, ids)) rects.push(node.rect);
  }
  return rects;
}

function addHull(frame: Frame, sheet: Sheet, isEvents: boolean): void {
  const ids = members(frame.groups, isEvents);
  const rect = around(memberRects(sheet, ids), HULL_PAD);
  if (rect === null) return;
  const id = isEvents ? EVENTS_HULL : ETCD_HULL;
  const roomy = { ...rect, height: rect.height + HULL_TEXT_HEIGHT };
  sheet.hulls.push({ id, rect: roomy, members: ids.size, quorum: quorum(ids.size), isEvents });
}

const tier = (frame: Frame, key: string): Group | undefined => frame.groups.find((group) => group.key === key);

/** The endpoints that lead to API servers. */
export const apiEndpoints = (frame: Frame): readonly Endpoint[] =>
  frame.plan.endpoints.filter((endpoint) => endpoint.audience !== "registry");

/** Lines from balancers to masters run side by side in the upper padding: one track per endpoint. */
export const backendTrack = (laneTop: number, index: number): number => laneTop + LANE_PAD / 2 + index * TRACK;

/** Between the lowest track and the hull: where the port stands. */
const PORT_HEIGHT = 28;
/** Above a hull of its own: room for the lines that come from the API servers. */
const ETCD_PAD = 28;

/** Where lines to a separate etcd tier run. */
export const etcdTrack = (laneTop: number): number => laneTop + LANE_PAD / 2;

/** Lower end of the control-plane half of the last stacked card; null without stacked members. */
function halfLine(sheet: Sheet): number | null {
  let line: number | null = null;
  for (const node of sheet.nodes) {
    if (node.kind !== "machine" || !node.hasStackedEtcd) continue;
    line = Math.max(line ?? 0, node.rect.y + CARD_HEIGHT);
  }
  return line;
}

/**
 * Control plane and etcd. With stacked members the border of the two lanes runs through the last row of cards, where
 * their etcd half begins; members on machines of their own stand below.
 */
export function placeControl(frame: Frame, sheet: Sheet, top: number): number {
  const masters = tier(frame, "role:control-plane");
  const cardsTop = backendTrack(top, Math.max(1, apiEndpoints(frame).length) - 1) + PORT_HEIGHT + HULL_PAD;
  const end = masters === undefined ? cardsTop : placeTier(frame, sheet, { group: masters, top: cardsTop });
  const half = halfLine(sheet);
  const laneEnd = closeLane(frame, sheet, { id: "control-plane", top, end: half ?? end + LANE_PAD });
  const from = half === null ? laneEnd : end + HULL_PAD + HULL_TEXT_HEIGHT;
  return placeEtcd(frame, sheet, { top: laneEnd, from, isStacked: half !== null });
}

function placeEtcd(frame: Frame, sheet: Sheet, at: { top: number; from: number; isStacked: boolean }): number {
  let end = at.from;
  let isShown = at.isStacked || frame.plan.options.etcd?.topology === "external";
  for (const key of ["role:etcd", "role:events"]) {
    const group = tier(frame, key);
    if (group === undefined || group.count === 0) continue;
    end = placeTier(frame, sheet, { group, top: end + HULL_PAD + ETCD_PAD }) + HULL_PAD + HULL_TEXT_HEIGHT;
    isShown = true;
  }
  addHull(frame, sheet, false);
  addHull(frame, sheet, true);
  return isShown ? closeLane(frame, sheet, { id: "etcd", top: at.top, end: end + LANE_PAD }) : at.top;
}

import type { Plan } from "#lib/core/plan/plan.ts";
import { placeControl } from "./layout/control.ts";
import { placeClients, placeEntry } from "./layout/entry.ts";
import { factsOf } from "./layout/facts.ts";
import { cardsPerRow, chooseForms, innerWidth } from "./layout/forms.ts";
import {
  BAND_GAP,
  COLUMN_HEADER_HEIGHT,
  COLUMN_PAD,
  LANE_PAD,
  LANE_TITLE_WIDTH,
  PLAIN_HEADER_HEIGHT,
} from "./layout/geometry.ts";
import { groupMachines } from "./layout/groups.ts";
import { placePool } from "./layout/pools.ts";
import { blankSheet, closeLane, columnRects, type Frame, type Sheet, sceneWidth } from "./layout/sheet.ts";
import { placeSupport } from "./layout/support.ts";
import { connectClients, connectEtcd } from "./lines/bundles.ts";
import { connectEndpoints } from "./lines/connect.ts";
import { connectTrunks, gutterWidth } from "./lines/trunks.ts";
import type { Scene, View } from "./scene.ts";

function frameOf(plan: Plan, view: View): Frame {
  const grouping = groupMachines(plan, view);
  const { groups } = grouping;
  const forms = chooseForms(groups, view);
  const perRow = cardsPerRow(grouping, forms);
  const width = innerWidth(perRow);
  const pools = groups.filter((group) => group.lane === "workers").length;
  const left = LANE_TITLE_WIDTH + gutterWidth(pools);
  const step = width + 2 * COLUMN_PAD;
  const columns = grouping.columns.map((name, index) => ({ name, x: left + index * step + COLUMN_PAD, width }));
  return {
    plan,
    view,
    facts: factsOf(plan),
    groups,
    forms,
    columns,
    perRow,
    left,
    right: left + columns.length * step,
  };
}

function placeWorkers(frame: Frame, sheet: Sheet, top: number): number {
  let y = top + LANE_PAD;
  for (const group of frame.groups) {
    if (group.lane === "workers") y = placePool(frame, sheet, { group, top: y }) + BAND_GAP;
  }
  return closeLane(frame, sheet, { id: "workers", top, end: y - BAND_GAP + LANE_PAD });
}

/**
 * Places a plan: lanes from clients down to support, failure domains as columns, lines between them. Positions follow
 * from the plan and the view alone, never from the length of a text; the same input gives the same bytes.
 */
export function layout(plan: Plan, view: View): Scene {
  const frame = frameOf(plan, view);
  const sheet = blankSheet();
  let y = view.domain === "none" ? PLAIN_HEADER_HEIGHT : COLUMN_HEADER_HEIGHT;
  for (const place of [placeClients, placeEntry, placeControl, placeWorkers, placeSupport]) y = place(frame, sheet, y);
  connectClients(frame, sheet);
  connectEndpoints(frame, sheet);
  connectEtcd(frame, sheet);
  connectTrunks(frame, sheet);
  const width = sceneWidth(frame, sheet);
  const drawn = sheet.nodes.filter((node) => node.kind === "machine").length;
  return {
    width,
    height: y,
    domain: view.domain,
    lanes: sheet.lanes.map(({ id, top, bottom, machineIds }) => {
      return { id, rect: { x: 0, y: top, width, height: bottom - top }, machineIds };
    }),
    columns: columnRects(frame, y, COLUMN_PAD),
    nodes: sheet.nodes,
    edges: sheet.edges,
    hulls: sheet.hulls,
    shown: { cards: drawn, total: plan.machines.length },
  };
}

export { defaultView } from "./layout/columns.ts";

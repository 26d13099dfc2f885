import { BAR_TO_CARDS, bottom, CARD_GAP, centreX, centreY, right, TRACK } from "#lib/core/scene/layout/geometry.ts";
import { type Frame, nextRightTrack, type Sheet, type Spot, spotsOf } from "#lib/core/scene/layout/sheet.ts";
import type { Point, SceneEdge } from "#lib/core/scene/scene.ts";
import { backendPort, type Link, linksOf } from "./links.ts";
import { addEdge } from "./path.ts";
import { channelBeside, enter, enterBlocks, leaveBlocks } from "./route.ts";

/** Middle of a port's text above a master's card, clear of the hull. */
const PORT_ABOVE = 20;
const PORT_WIDTH = 44;

const portAt = (spot: Spot, link: Link): Point => ({
  x: centreX(spot.rect) + TRACK + link.portIndex * PORT_WIDTH,
  y: spot.rect.y - PORT_ABOVE,
});

function edgeTo(link: Link, spot: Spot, otherwise: SceneEdge["kind"]): Pick<SceneEdge, "id" | "kind" | "from" | "to"> {
  const kind = link.holder === spot.machineId ? "vip-hold" : otherwise;
  return { id: `${kind}:${link.endpoint.id}/${spot.machineId}`, kind, from: link.node.id, to: spot.machineId };
}

/** Lines from several bars to one balancer stand beside each other. */
function shiftOf(links: readonly Link[], link: Link, spot: Spot): number {
  const rank = links.filter((other) => other.members.includes(spot)).indexOf(link);
  return (rank % 2 === 0 ? 1 : -1) * Math.ceil(rank / 2) * 6 * TRACK;
}

/** Between a bar and its balancers: who holds the VIP, or where traffic may go while that is unknown. */
function connectMembers(frame: Frame, sheet: Sheet, { links, link }: { links: readonly Link[]; link: Link }): void {
  const entry = spotsOf(sheet, "entry");
  for (const spot of link.members) {
    const isBelow = spot.lane === "entry" || spot.lane === "control-plane";
    if (!isBelow || (link.holder !== null && link.holder !== spot.machineId)) continue;
    const shift = shiftOf(links, link, spot);
    const runs = [enterBlocks(frame, entry, { spot, y: bottom(link.node.rect), shift })];
    const labelAt = { x: centreX(spot.rect) + shift + TRACK, y: spot.rect.y - TRACK * 1.5 };
    addEdge(sheet, { ...edgeTo(link, spot, "api"), runs, port: link.endpoint.port, labelAt });
  }
}

function connectBackends(frame: Frame, sheet: Sheet, link: Link): void {
  const entry = spotsOf(sheet, "entry");
  for (const spot of link.members) {
    if (spot.lane !== "entry") continue;
    for (const master of link.masters) {
      const id = `backend:${link.endpoint.id}/${spot.machineId}/${master.machineId}`;
      const runs = [[...leaveBlocks(frame, entry, { spot, y: link.track }), ...enter(master, link.track)]];
      const ends = { id, kind: "backend", from: spot.machineId, to: master.machineId } as const;
      addEdge(sheet, { ...ends, runs, port: backendPort(link.endpoint), labelAt: portAt(master, link) });
    }
  }
}

/** Straight down from the lowest bar; else beside the column, where neither balancers nor appliances stand. */
function downRun(frame: Frame, sheet: Sheet, { link, master }: { link: Link; master: Spot }): readonly Point[] {
  const from = bottom(link.node.rect);
  const isLowest = sheet.nodes.every((node) => node.lane !== "entry" || node.rect.y <= link.node.rect.y);
  const x = centreX(link.node.rect);
  if (link.node.shape !== "appliance") {
    const start = isLowest ? [] : [{ x: channelBeside(frame, master), y: from }];
    const turn = isLowest ? from : link.track;
    return [...start, ...start.map((point) => ({ ...point, y: turn })), ...enter(master, turn)];
  }
  const aside = isLowest ? x : channelBeside(frame, master);
  const under = from + TRACK / 2;
  const points = [x, x, aside, aside].map((at, index) => ({
    x: at,
    y: [from, under, under, link.track][index] ?? from,
  }));
  return [...points, ...enter(master, link.track)];
}

/** Endpoints without balancers of their own reach the API servers themselves. */
function connectDirectly(frame: Frame, sheet: Sheet, link: Link): void {
  if (link.members.some((spot) => spot.lane === "entry")) return;
  for (const master of link.masters) {
    if (link.members.includes(master)) continue;
    const runs = [downRun(frame, sheet, { link, master })];
    const port = backendPort(link.endpoint);
    addEdge(sheet, { ...edgeTo(link, master, "backend"), runs, port, labelAt: portAt(master, link) });
  }
}

const hasBetween = (a: Spot, b: Spot, all: readonly Spot[]): boolean =>
  all.some(({ rect }) => rect.y === a.rect.y && rect.x > a.rect.x && rect.x < b.rect.x);

function vrrpRun(a: Spot, b: Spot, all: readonly Spot[]): readonly Point[] {
  if (a.rect.y === b.rect.y && !hasBetween(a, b, all)) {
    const y = a.rect.y + CARD_GAP;
    return [
      { x: right(a.rect), y },
      { x: b.rect.x, y },
    ];
  }
  const above = Math.min(a.rect.y, b.rect.y) - BAR_TO_CARDS / 3;
  const from = centreX(a.rect) + 4 * TRACK;
  return [{ x: from, y: a.rect.y }, { x: from, y: above }, ...enter(b, above, -4 * TRACK)];
}

const byPlace = (a: Spot, b: Spot): number => a.rect.y - b.rect.y || a.rect.x - b.rect.x;

const speaksVrrp = ({ endpoint: { lb } }: Link): boolean =>
  lb.kind === "haproxy-in-cluster" || lb.kind.startsWith("keepalived");

function connectVrrp(sheet: Sheet, link: Link): void {
  if (!speaksVrrp(link)) return;
  const peers = [...("members" in link.endpoint.lb ? link.members : link.masters)].sort(byPlace);
  const all = [...sheet.spots.values()];
  peers.slice(1).forEach((spot, index) => {
    const before = peers[index];
    if (before === undefined || before.lane !== spot.lane) return;
    const id = `vrrp:${link.endpoint.id}/${before.machineId}/${spot.machineId}`;
    const ends = { id, kind: "vrrp", from: before.machineId, to: spot.machineId } as const;
    addEdge(sheet, { ...ends, runs: [vrrpRun(before, spot, all)] });
  });
}

/** The registry's endpoint leads to its machines, down the right margin. */
function connectRegistry(frame: Frame, sheet: Sheet, link: Link): void {
  const laneTop = sheet.lanes.find((lane) => lane.id === "support")?.top;
  if (link.endpoint.audience !== "registry" || laneTop === undefined) return;
  const registries = new Set(frame.plan.machines.flatMap(({ id, roles }) => (roles.includes("registry") ? [id] : [])));
  const targets = spotsOf(sheet, "support").filter((spot) => registries.has(spot.machineId));
  if (targets.length === 0) return;
  const x = nextRightTrack(frame, sheet);
  const y = laneTop + CARD_GAP;
  const from = { x: right(link.node.rect), y: centreY(link.node.rect) };
  for (const spot of targets) {
    const runs = [[from, { x, y: from.y }, { x, y }, ...enter(spot, y)]];
    const labelAt = { x: centreX(spot.rect) + TRACK, y: spot.rect.y - TRACK };
    addEdge(sheet, { ...edgeTo(link, spot, "backend"), runs, port: link.endpoint.port, labelAt });
  }
}

/** Draws everything between the addresses of the cluster and the machines behind them. */
export function connectEndpoints(frame: Frame, sheet: Sheet): void {
  const links = linksOf(frame, sheet);
  for (const link of links) {
    connectMembers(frame, sheet, { links, link });
    connectBackends(frame, sheet, link);
    connectDirectly(frame, sheet, link);
    connectVrrp(sheet, link);
    connectRegistry(frame, sheet, link);
  }
}

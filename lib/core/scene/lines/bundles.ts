import { ETCD_HULL, EVENTS_HULL, etcdTrack } from "#lib/core/scene/layout/control.ts";
import { bottom, centreX, centreY, right, TRACK } from "#lib/core/scene/layout/geometry.ts";
import { type Frame, nextRightTrack, type Sheet, spotsOf } from "#lib/core/scene/layout/sheet.ts";
import type { EndpointNode, PoolNode, SceneEdge } from "#lib/core/scene/scene.ts";
import { addEdge } from "./path.ts";
import { leave } from "./route.ts";

const ETCD_PORT = 2379;
/** Between the trunk and the pools: where the count stands. */
const TRUNK_LABEL_WIDTH = 36;
const TRUNKS_WIDTH = 80;

/** Width of the left gutter for one line per pool; many pools stand closer. */
export function gutterWidth(pools: number): number {
  return TRUNK_LABEL_WIDTH + Math.min(pools * TRACK, TRUNKS_WIDTH);
}

function trunkSpacing(pools: number): number {
  return Math.min(TRACK, TRUNKS_WIDTH / Math.max(1, pools));
}

function nodesEndpoint(sheet: Sheet): EndpointNode | undefined {
  const endpoints = sheet.nodes.filter((node) => node.kind === "endpoint");
  return endpoints.find((node) => node.audience === "nodes") ?? endpoints.find((node) => node.audience === "people");
}

/** The leftmost header of every pool, in the order of the bands. */
function poolHeads(sheet: Sheet): readonly PoolNode[] {
  const heads = new Map<string, PoolNode>();
  for (const node of sheet.nodes) {
    if (node.kind === "pool" && node.lane === "workers" && !heads.has(node.poolKey)) heads.set(node.poolKey, node);
  }
  return [...heads.values()];
}

/** One line per pool, nested so that no two cross: the lowest pool runs outermost and arrives highest. */
export function connectTrunks(frame: Frame, sheet: Sheet): void {
  const endpoint = nodesEndpoint(sheet);
  if (endpoint === undefined) return;
  const heads = poolHeads(sheet);
  const spacing = trunkSpacing(heads.length);
  const landing = endpoint.rect.height / (heads.length + 1);
  heads.forEach((head, index) => {
    const x = frame.left - TRUNK_LABEL_WIDTH - index * spacing;
    const y = centreY(head.rect);
    const arrival = bottom(endpoint.rect) - (index + 1) * landing;
    const start = { x: head.rect.x, y };
    const runs = [[start, { x, y }, { x, y: arrival }, { x: endpoint.rect.x, y: arrival }]];
    const labelAt = { x: x + TRACK / 2, y: y - TRACK };
    const ends = { id: `kubelet:${head.poolKey}`, kind: "kubelet", from: head.id, to: endpoint.id } as const;
    addEdge(sheet, { ...ends, runs, port: endpoint.port, count: head.poolCount, labelAt });
  });
}

/** API servers to etcd on machines of its own: one ribbon per cluster of members. */
export function connectEtcd(frame: Frame, sheet: Sheet): void {
  const masters = spotsOf(sheet, "control-plane");
  const laneTop = sheet.lanes.find((lane) => lane.id === "etcd")?.top;
  if (masters.length === 0 || laneTop === undefined) return;
  const y = etcdTrack(laneTop);
  const stacked = new Set(
    sheet.nodes.flatMap((node) => (node.kind === "machine" && node.hasStackedEtcd ? [node.id] : [])),
  );
  const outside = masters.filter((spot) => !stacked.has(spot.machineId));
  const main = sheet.hulls.find((hull) => hull.id === ETCD_HULL);
  if (main !== undefined && outside.length > 0 && stacked.size === 0) {
    const x = centreX(main.rect);
    const runs = outside.map((spot) => [...leave(spot, y), { x, y }, { x, y: main.rect.y }]);
    const labelAt = { x: x + TRACK, y: main.rect.y - TRACK };
    addEdge(sheet, { ...ribbon("main", main.id), runs, count: outside.length, labelAt });
  }
  const events = sheet.hulls.find((hull) => hull.id === EVENTS_HULL);
  if (events === undefined || main === undefined) return;
  const x = nextRightTrack(frame, sheet);
  const to = [
    { x, y: centreY(events.rect) },
    { x: right(events.rect), y: centreY(events.rect) },
  ];
  const hullSide = { x: right(main.rect), y: bottom(main.rect) - TRACK };
  const starts =
    stacked.size > 0 ? [[hullSide, { x, y: hullSide.y }]] : outside.map((spot) => [...leave(spot, y), { x, y }]);
  const labelAt = { x: right(events.rect) + TRACK, y: centreY(events.rect) - TRACK };
  const runs = starts.map((start) => [...start, ...to]);
  addEdge(sheet, { ...ribbon("events", events.id), runs, count: masters.length, labelAt });
}

function ribbon(name: string, to: string): Pick<SceneEdge, "id" | "kind" | "from" | "to" | "port"> {
  return { id: `etcd-client:${name}`, kind: "etcd-client", from: "lane:control-plane", to, port: ETCD_PORT };
}

/** Endpoints meant for people; where none is, people take those of the nodes. */
function clientEndpoints(sheet: Sheet): readonly EndpointNode[] {
  const endpoints = sheet.nodes
    .filter((node) => node.kind === "endpoint")
    .filter((node) => node.audience !== "registry");
  const forPeople = endpoints.filter((node) => node.audience === "people");
  return forPeople.length > 0 ? forPeople : endpoints;
}

const PORT_WIDTH = 44;

/** People and tools reach the topmost bar from above and the others round the right margin. */
export function connectClients(frame: Frame, sheet: Sheet): void {
  const clients = sheet.nodes.find((node) => node.kind === "clients");
  if (clients === undefined) return;
  const topmost = sheet.nodes.find((node) => node.kind === "endpoint");
  const { rect } = clients;
  clientEndpoints(sheet).forEach((endpoint, index) => {
    const ends = { id: `api:clients/${endpoint.endpointId}`, kind: "api", from: clients.id, to: endpoint.id } as const;
    if (endpoint === topmost) {
      const x = centreX(rect);
      const runs = [
        [
          { x, y: bottom(rect) },
          { x, y: endpoint.rect.y },
        ],
      ];
      const labelAt = { x: x + TRACK, y: bottom(rect) + TRACK * 1.5 };
      addEdge(sheet, { ...ends, runs, port: endpoint.port, labelAt });
      return;
    }
    const x = nextRightTrack(frame, sheet);
    const y = centreY(rect);
    const arrival = centreY(endpoint.rect) - TRACK / 2;
    const runs = [
      [
        { x: right(rect), y },
        { x, y },
        { x, y: arrival },
        { x: right(endpoint.rect), y: arrival },
      ],
    ];
    const labelAt = { x: right(rect) + TRACK + index * PORT_WIDTH, y: y - TRACK };
    addEdge(sheet, { ...ends, runs, port: endpoint.port, labelAt });
  });
}

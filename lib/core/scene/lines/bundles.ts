import { ETCD_HULL, EVENTS_HULL, etcdTrack } from "#lib/core/scene/layout/control.ts";
import { bottom, centreX, centreY, right, TRACK } from "#lib/core/scene/layout/geometry.ts";
import { type Frame, nextRightTrack, type Sheet, spotsOf } from "#lib/core/scene/layout/sheet.ts";
import type { EndpointNode, SceneEdge } from "#lib/core/scene/scene.ts";
import { addEdge } from "./path.ts";
import { leave } from "./route.ts";

const ETCD_PORT = 2379;
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

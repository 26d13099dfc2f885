import { type Endpoint, type LoadBalancer, lbMembers } from "#lib/core/plan/endpoint.ts";
import { apiEndpoints, backendTrack } from "#lib/core/scene/layout/control.ts";
import { type Frame, type Sheet, type Spot, spotsOf } from "#lib/core/scene/layout/sheet.ts";
import type { EndpointNode, SceneNode } from "#lib/core/scene/scene.ts";

const API_PORT = 6443;

/** One endpoint with everything its lines need. */
export interface Link {
  readonly endpoint: Endpoint;
  readonly node: EndpointNode;
  readonly members: readonly Spot[];
  readonly masters: readonly Spot[];
  /** The line above the masters that all its backends share. */
  readonly track: number;
  /** Ports that differ stand beside each other above a master. */
  readonly portIndex: number;
  readonly holder: string | null;
}

/** The machine with the highest VRRP priority; null while no priority says. */
function holderOf(lb: LoadBalancer, candidates: readonly Spot[]): string | null {
  if (!("priorities" in lb) || lb.priorities === undefined) return null;
  let [best, highest]: [string | null, number] = [null, 0];
  for (const { machineId } of candidates) {
    const priority = lb.priorities[machineId] ?? 0;
    if (priority > highest) [best, highest] = [machineId, priority];
  }
  return best;
}

/** Names and bare addresses may mean some masters only: those whose address they name. */
function meantMasters(frame: Frame, endpoint: Endpoint, masters: readonly Spot[]): readonly Spot[] {
  const { lb } = endpoint;
  if (endpoint.audience === "registry") return [];
  if (lb.kind !== "none" && lb.kind !== "dns-rr") return masters;
  const named = new Set([...endpoint.vips, ...(lb.kind === "dns-rr" ? (lb.addresses ?? []) : [])]);
  const ids = new Set(frame.plan.machines.filter(({ ips }) => ips.some((ip) => named.has(ip))).map(({ id }) => id));
  const meant = masters.filter((spot) => ids.has(spot.machineId));
  return meant.length === 0 ? masters : meant;
}

export const backendPort = (endpoint: Endpoint): number => endpoint.backendPort ?? API_PORT;

const endpointNodes = (nodes: readonly SceneNode[]): ReadonlyMap<string, EndpointNode> =>
  new Map(nodes.flatMap((node) => (node.kind === "endpoint" ? [[node.endpointId, node]] : [])));

/** Every endpoint of the plan with where its lines begin and end. */
export function linksOf(frame: Frame, sheet: Sheet): readonly Link[] {
  const all = spotsOf(sheet, "control-plane");
  const laneTop = sheet.lanes.find((lane) => lane.id === "control-plane")?.top ?? 0;
  const nodes = endpointNodes(sheet.nodes);
  const toApi = apiEndpoints(frame);
  const ports = [...new Set(toApi.map(backendPort))];
  return frame.plan.endpoints.flatMap((endpoint) => {
    const node = nodes.get(endpoint.id);
    if (node === undefined) return [];
    const members = lbMembers(endpoint.lb).flatMap((id) => sheet.spots.get(id) ?? []);
    const masters = meantMasters(frame, endpoint, all);
    const holder = holderOf(endpoint.lb, "members" in endpoint.lb ? members : masters);
    const track = backendTrack(laneTop, Math.max(0, toApi.indexOf(endpoint)));
    const portIndex = Math.max(0, ports.indexOf(backendPort(endpoint)));
    return [{ endpoint, node, members, masters, track, portIndex, holder }];
  });
}

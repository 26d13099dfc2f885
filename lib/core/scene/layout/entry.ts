import { type Endpoint, type LoadBalancer, lbMembers } from "#lib/core/plan/endpoint.ts";
import type { EndpointNode, Rect } from "#lib/core/scene/scene.ts";
import {
  APPLIANCE_HEIGHT,
  APPLIANCE_WIDTH,
  BAR_GAP,
  BAR_HEIGHT,
  BAR_TO_CARDS,
  bottom,
  CLIENTS_HEIGHT,
  CLIENTS_WIDTH,
  LANE_PAD,
  NAMES_HEIGHT,
} from "./geometry.ts";
import type { Group } from "./groups.ts";
import { closeLane, type Frame, type Sheet } from "./sheet.ts";
import { placeTier } from "./tiers.ts";

function shapeOf(kind: LoadBalancer["kind"]): EndpointNode["shape"] {
  switch (kind) {
    case "cloud-slb":
    case "hardware":
      return "appliance";
    case "dns-rr":
      return "names";
    case "node-local":
      return "node-local";
    case "none":
      return "direct";
    case "keepalived-haproxy":
    case "keepalived-nginx":
    case "keepalived-lvs":
    case "haproxy-in-cluster":
    case "kube-vip-arp":
    case "kube-vip-bgp":
      return "vip-bar";
  }
}

function heightOf(shape: EndpointNode["shape"]): number {
  if (shape === "appliance") return APPLIANCE_HEIGHT;
  return shape === "names" ? NAMES_HEIGHT : BAR_HEIGHT;
}

/** A bar spans all columns; an appliance is one box in the middle. */
function rectOf(frame: Frame, shape: EndpointNode["shape"], y: number): Rect {
  const span = frame.right - frame.left;
  const width = shape === "appliance" ? Math.min(APPLIANCE_WIDTH, span) : span;
  return { x: frame.left + Math.round((span - width) / 2), y, width, height: heightOf(shape) };
}

const unitsOf = (lb: LoadBalancer): number => (lb.kind === "hardware" ? (lb.units ?? 1) : 1);

/** For people reading the drawing: the product where the plan names one. */
function productOf(lb: LoadBalancer): string | null {
  switch (lb.kind) {
    case "cloud-slb":
      return [lb.provider, lb.instance].filter((part) => part !== undefined).join(" ") || null;
    case "hardware":
      return lb.model ?? null;
    case "node-local":
      return lb.program ?? null;
    default:
      return null;
  }
}

function endpointNode(frame: Frame, endpoint: Endpoint, y: number): EndpointNode {
  const { lb } = endpoint;
  const shape = shapeOf(lb.kind);
  return {
    id: `endpoint:${endpoint.id}`,
    kind: "endpoint",
    lane: "entry",
    rect: rectOf(frame, shape, y),
    endpointId: endpoint.id,
    shape,
    lbKind: lb.kind,
    product: productOf(lb),
    audience: endpoint.audience,
    dnsName: endpoint.dnsName ?? null,
    vips: endpoint.vips,
    port: endpoint.port,
    units: unitsOf(lb),
    addresses: lb.kind === "dns-rr" ? (lb.addresses ?? endpoint.vips) : [],
  };
}

export function placeClients(frame: Frame, sheet: Sheet, top: number): number {
  if (!frame.view.isClientsLaneShown) return top;
  const x = (frame.left + frame.right - CLIENTS_WIDTH) / 2;
  const rect = { x, y: top + 2 * LANE_PAD, width: CLIENTS_WIDTH, height: CLIENTS_HEIGHT };
  sheet.nodes.push({ id: "clients", kind: "clients", lane: "clients", rect });
  return closeLane(frame, sheet, { id: "clients", top, end: bottom(rect) + LANE_PAD });
}

/** A bar and the machines that balance for it. */
interface Block {
  readonly endpoint: Endpoint;
  readonly owned: ReadonlySet<string>;
}

function rankOf({ audience, lb }: Endpoint): number {
  if (audience === "registry") return 0;
  return "members" in lb ? 1 : 2;
}

/** Registry first, as its lines leave sideways; endpoints without balancers last, nearest to the masters. */
function blocksOf({ plan }: Frame): readonly Block[] {
  const sorted = plan.endpoints.toSorted((a, b) => rankOf(a) - rankOf(b));
  const taken = new Set<string>();
  // A machine of several endpoints stands under the last, so that their bars lie on each other.
  const blocks = sorted.toReversed().map((endpoint): Block => {
    const owned = new Set(lbMembers(endpoint.lb).filter((id) => !taken.has(id)));
    for (const id of owned) taken.add(id);
    return { endpoint, owned };
  });
  return blocks.reverse();
}

/** The balancers of one block as a tier of their own. */
function ownGroup(group: Group, isOwn: (id: string) => boolean): Group {
  const cells = group.cells.map((cell) => cell.filter((machine) => isOwn(machine.id)));
  return { ...group, cells, count: cells.reduce((sum, cell) => sum + cell.length, 0) };
}

function placeBlock(frame: Frame, sheet: Sheet, at: { block: Block; group: Group | null; top: number }): number {
  const { block, group, top } = at;
  const node = endpointNode(frame, block.endpoint, top);
  sheet.nodes.push(node);
  const own = group === null ? null : ownGroup(group, (id) => block.owned.has(id));
  if (own === null || own.count === 0) return bottom(node.rect) + BAR_GAP;
  return placeTier(frame, sheet, { group: own, top: bottom(node.rect) + BAR_TO_CARDS }) + LANE_PAD;
}

/** Endpoints one under the other, each with its balancers below its bar; balancers of no endpoint come last. */
export function placeEntry(frame: Frame, sheet: Sheet, top: number): number {
  const group = frame.groups.find((each) => each.key === "role:lb") ?? null;
  const areCards = frame.forms.get("role:lb") === "cards";
  const blocks = blocksOf(frame);
  let y = top + LANE_PAD;
  for (const block of blocks) y = placeBlock(frame, sheet, { block, group: areCards ? group : null, top: y });
  const owned = new Set(areCards ? blocks.flatMap((block) => [...block.owned]) : []);
  const rest = group === null ? null : ownGroup(group, (id) => !owned.has(id));
  if (rest !== null && rest.count > 0) y = placeTier(frame, sheet, { group: rest, top: y + BAR_GAP }) + LANE_PAD;
  return closeLane(frame, sheet, { id: "entry", top, end: y + LANE_PAD - BAR_GAP });
}

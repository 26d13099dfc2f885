import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import { bottom, centreY, TRACK } from "#lib/core/scene/layout/geometry.ts";
import type { Frame, Sheet } from "#lib/core/scene/layout/sheet.ts";
import type { EndpointNode, Point, PoolNode } from "#lib/core/scene/scene.ts";
import { addEdge } from "./path.ts";

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

interface Serving {
  readonly node: EndpointNode;
  readonly endpoint: Endpoint;
}

/** The endpoints that kubelets may use: those for nodes, or where there are none those for people. */
function servingEndpoints(frame: Frame, sheet: Sheet): readonly Serving[] {
  const planned = new Map(frame.plan.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const all = sheet.nodes.flatMap((node): Serving[] => {
    const endpoint = node.kind === "endpoint" ? planned.get(node.endpointId) : undefined;
    return node.kind === "endpoint" && endpoint !== undefined ? [{ node, endpoint }] : [];
  });
  const forNodes = all.filter(({ endpoint }) => endpoint.audience === "nodes");
  return forNodes.length > 0 ? forNodes : all.filter(({ endpoint }) => endpoint.audience === "people");
}

/** Those that name the pool; else the first that names none, with all that share its DNS name. */
function endpointsOf({ poolName }: PoolNode, serving: readonly Serving[]): readonly Serving[] {
  const named = serving.filter(({ endpoint }) => endpoint.pools?.includes(poolName));
  if (named.length > 0) return named;
  const open = serving.filter(({ endpoint }) => endpoint.pools === undefined || endpoint.pools.length === 0);
  const [first] = open;
  const name = first?.endpoint.dnsName;
  return open.filter((each) => each === first || (name !== undefined && each.endpoint.dnsName === name));
}

/** The leftmost header of every pool, in the order of the bands. */
function poolHeads(sheet: Sheet): readonly PoolNode[] {
  const heads = new Map<string, PoolNode>();
  for (const node of sheet.nodes) {
    if (node.kind === "pool" && node.lane === "workers" && !heads.has(node.poolKey)) heads.set(node.poolKey, node);
  }
  return [...heads.values()];
}

/**
 * One line per pool, nested so that no two cross: the lowest pool runs outermost and arrives highest. A pool that
 * several endpoints serve has a branch to each.
 */
export function connectTrunks(frame: Frame, sheet: Sheet): void {
  const serving = servingEndpoints(frame, sheet);
  const heads = poolHeads(sheet);
  const spacing = trunkSpacing(heads.length);
  heads.forEach((head, index) => {
    const x = frame.left - TRUNK_LABEL_WIDTH - index * spacing;
    const y = centreY(head.rect);
    const labelAt = { x: x + TRACK / 2, y: y - TRACK };
    endpointsOf(head, serving).forEach(({ node }, branch) => {
      const arrival = bottom(node.rect) - ((index + 1) * node.rect.height) / (heads.length + 1);
      const run: Point[] = [
        { x: head.rect.x, y },
        { x, y },
        { x, y: arrival },
        { x: node.rect.x, y: arrival },
      ];
      const id = branch === 0 ? `kubelet:${head.poolKey}` : `kubelet:${head.poolKey}/${node.endpointId}`;
      const ends = { id, kind: "kubelet", from: head.id, to: node.id } as const;
      // The count stands once, where the branches are still one line.
      const label = branch === 0 ? { count: head.poolCount, labelAt } : {};
      addEdge(sheet, { ...ends, runs: [run], port: node.port, ...label });
    });
  });
}

import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import { rangeOfPeers, toNetwork } from "#lib/core/plan/naming.ts";
import type { ElementKind } from "#lib/core/survive/fault-tree.ts";
import { figuresOf } from "#lib/core/survive/model/values.ts";
import { backends, balancersOf, needsSegment } from "./balancers.ts";
import { addElement, type Draft } from "./draft.ts";
import type { Parts } from "./parts.ts";

/** Endpoint id -> id of the segment its virtual address moves in. */
export type Segments = ReadonlyMap<string, string>;

/** Addresses that cannot be shown to lie in different networks move in the same segment. */
export function segmentsOf(parts: Parts): Segments {
  const first = new Map<string, string>();
  const segments = new Map<string, string>();
  for (const endpoint of parts.plan.endpoints.filter(needsSegment)) {
    const range = rangeOf(parts, endpoint);
    const key = range ?? first.keys().next().value ?? "";
    if (!first.has(key)) first.set(key, `segment:${endpoint.id}`);
    segments.set(endpoint.id, first.get(key) ?? "");
  }
  return segments;
}

function rangeOf(parts: Parts, endpoint: Endpoint): string | null {
  const carriers = balancersOf(parts, endpoint).map(({ machine }) => machine);
  const range = rangeOfPeers(parts.plan, carriers.length > 0 ? carriers : backends(parts, endpoint.audience));
  return range === null ? null : toNetwork(range);
}

/** Whether a load balancer stands in some zone and the plan cannot say in which. */
export function isInUnknownZone(lb: Endpoint["lb"]): boolean {
  return lb.kind === "hardware" || (lb.kind === "cloud-slb" && lb.isCrossZone !== true);
}

/** Ids of what stands in for an endpoint's load balancer without being a machine of the plan. */
export function endpointElements({ id, lb }: Endpoint): readonly { readonly id: string; readonly kind: ElementKind }[] {
  switch (lb.kind) {
    case "cloud-slb":
      return [{ id: `cloud-slb:${id}`, kind: "cloud-slb" }];
    case "dns-rr":
      return [{ id: `dns-name:${id}`, kind: "dns-name" }];
    case "hardware":
      return Array.from({ length: lb.units ?? 1 }, (_, unit) => ({
        id: `appliance:${id}/${unit + 1}`,
        kind: "appliance" as const,
      }));
    case "kube-vip-bgp":
      return (lb.peers ?? []).map(({ ip }) => ({ id: `router:${id}/${ip}`, kind: "router" as const }));
    default:
      return [];
  }
}

export const sharedNameId = (audience: Endpoint["audience"]): string => `dns-name:${audience}`;

/** Adds what endpoints need that is no machine: appliances, cloud load balancers, names, routers. */
export function addEndpointElements(draft: Draft, { plan }: Parts): void {
  for (const endpoint of plan.endpoints)
    for (const { id, kind } of endpointElements(endpoint))
      addElement(draft, { id, kind, name: endpoint.dnsName ?? endpoint.id, figures: figuresOf(plan, kind) });
  for (const [audience, group] of Object.entries(Object.groupBy(plan.endpoints, (endpoint) => endpoint.audience))) {
    const [first, second] = group ?? [];
    if (first === undefined || second === undefined) continue;
    const id = sharedNameId(first.audience);
    const name = first.dnsName ?? audience;
    addElement(draft, { id, kind: "dns-name", name, figures: figuresOf(plan, "dns-name") });
  }
}

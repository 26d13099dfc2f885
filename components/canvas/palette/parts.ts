import type { Edit } from "#lib/core/plan/edit.ts";
import type { LoadBalancerKind } from "#lib/core/plan/endpoint.ts";
import type { Role } from "#lib/core/plan/machine.ts";
import type { LaneId, SupportNode } from "#lib/core/scene/scene.ts";

export type SupportService = SupportNode["service"];
export type PartId =
  | "slb-pair"
  | "lb"
  | "control-plane"
  | "etcd"
  | "worker"
  | "pool"
  | "storage"
  | "registry"
  | "infra"
  | "bastion"
  | `endpoint:${LoadBalancerKind}`
  | `service:${SupportService}`;

/** What placing a part comes to. */
export interface Placed {
  /** null = nothing to store yet: the inspector opens on what is missing. */
  readonly edit: Edit | null;
  /** Ids to select afterwards: machines, or `endpoint:<id>` and `support:<service>/<n>` as the scene names them. */
  readonly ids: readonly string[];
}

/** A part that is one or several machines, with the name that a first one gets and the lane it lands in. */
export interface MachinePart {
  readonly id: PartId;
  readonly role: Role;
  readonly stem: string;
  readonly lane: LaneId;
  readonly count: number;
}

export const MACHINE_PARTS: readonly MachinePart[] = [
  { id: "slb-pair", role: "lb", stem: "k8s-slb", lane: "entry", count: 2 },
  { id: "lb", role: "lb", stem: "k8s-slb", lane: "entry", count: 1 },
  { id: "control-plane", role: "control-plane", stem: "k8s-master", lane: "control-plane", count: 1 },
  { id: "etcd", role: "etcd", stem: "k8s-etcd", lane: "etcd", count: 1 },
  { id: "worker", role: "worker", stem: "k8s-worker", lane: "workers", count: 1 },
  { id: "pool", role: "worker", stem: "k8s-worker", lane: "workers", count: 3 },
  { id: "infra", role: "infra", stem: "k8s-infra", lane: "workers", count: 1 },
  { id: "storage", role: "storage", stem: "k8s-storage", lane: "workers", count: 1 },
  { id: "registry", role: "registry", stem: "k8s-registry", lane: "support", count: 1 },
  { id: "bastion", role: "bastion", stem: "k8s-bastion", lane: "support", count: 1 },
];

export const ENDPOINT_KINDS: readonly LoadBalancerKind[] = [
  "keepalived-haproxy",
  "keepalived-nginx",
  "keepalived-lvs",
  "haproxy-in-cluster",
  "kube-vip-arp",
  "kube-vip-bgp",
  "node-local",
  "cloud-slb",
  "hardware",
  "dns-rr",
  "none",
];

export const SERVICES: readonly SupportService[] = [
  "registry",
  "backup",
  "dns",
  "time",
  "storage",
  "monitoring",
  "logging",
  "network",
];

const LANE_ORDER: readonly LaneId[] = ["entry", "control-plane", "etcd", "workers", "support"];

function ownParts(lane: LaneId): readonly PartId[] {
  const machines = MACHINE_PARTS.filter((part) => part.lane === lane).map((part) => part.id);
  if (lane === "entry") return [...machines, ...ENDPOINT_KINDS.map((kind) => `endpoint:${kind}` as const)];
  return lane === "support" ? [...machines, ...SERVICES.map((service) => `service:${service}` as const)] : machines;
}

/** All parts by lane; the lane that the person stands in comes first. */
export function partsFrom(
  first: LaneId | null,
): readonly { readonly lane: LaneId; readonly parts: readonly PartId[] }[] {
  const lanes = LANE_ORDER.filter((lane) => lane !== first);
  return (first === null || first === "clients" ? lanes : [first, ...lanes]).map((lane) => ({
    lane,
    parts: ownParts(lane),
  }));
}

export function machinePart(id: PartId): MachinePart | null {
  return MACHINE_PARTS.find((part) => part.id === id) ?? null;
}

/** One of a part means as many as it usually has, two for a pair and three for a pool; other parts are never many. */
export function countOf(id: PartId, { count }: { readonly count: number }): number {
  const part = machinePart(id);
  if (part === null) return 1;
  return count > 1 ? count : part.count;
}

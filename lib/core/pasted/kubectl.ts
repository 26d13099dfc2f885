import * as z from "zod";
import { Lease, leaseRecord } from "#lib/core/kubernetes/lease-record.ts";
import { Node, nodeRecord } from "#lib/core/kubernetes/node-record.ts";
import type { LeaseRecord, NodeRecord, Target } from "#lib/core/live/observation.ts";
import { type PartReading, partOf, refused, type Sight } from "./sight.ts";

const Kinded = z.looseObject({ kind: z.string(), apiVersion: z.string() });
const List = z.looseObject({ kind: z.enum(["List", "NodeList", "LeaseList"]), items: z.array(z.unknown()) });
const SYSTEM = "kube-system";
const NODE_LEASES = "kube-node-lease";
const TARGET: Target = { name: "kubectl", machineId: null, address: "kubectl get", way: "path" };

export function isKubeList(value: unknown): boolean {
  const object = Kinded.safeParse(value);
  return List.safeParse(value).success || (object.success && ["Node", "Lease"].includes(object.data.kind));
}

/** `kubectl get nodes,leases -A -o json`: lists, lists of lists' items, or single objects. */
export function readKubeList(value: unknown): PartReading {
  const list = List.safeParse(value);
  // Items of a typed list carry no kind of their own.
  const kind = list.success && list.data.kind !== "List" ? list.data.kind.replace(/List$/, "") : null;
  const nodes: NodeRecord[] = [];
  const leases: LeaseRecord[] = [];
  let others = 0;
  for (const [at, item] of (list.success ? list.data.items : [value]).entries()) {
    const own = kind ?? z.looseObject({ kind: z.string() }).catch({ kind: "" }).parse(item).kind;
    if (own === "Node") {
      const node = Node.safeParse(item);
      if (!node.success) return badItem(at, node.error);
      nodes.push(nodeRecord(node.data));
    } else if (own === "Lease") {
      const lease = Lease.safeParse(item);
      if (!lease.success) return badItem(at, lease.error);
      leases.push(leaseRecord(lease.data.metadata.namespace ?? "default", lease.data));
    } else others += 1;
  }
  return partFrom(nodes, leases, others);
}

function partFrom(nodes: readonly NodeRecord[], leases: readonly LeaseRecord[], others: number): PartReading {
  if (nodes.length + leases.length === 0) return refused({ code: "PA-NOTHING" });
  const of = (namespace: string) => leases.filter((lease) => lease.namespace === namespace);
  const [system, own] = [of(SYSTEM), of(NODE_LEASES)];
  const sights: Sight[] = [];
  if (nodes.length > 0) sights.push({ probe: "nodes", target: TARGET, result: { kind: "seen", value: { nodes } } });
  if (system.length > 0)
    sights.push({ probe: "leases", target: TARGET, result: { kind: "seen", value: { leases: system } } });
  if (own.length > 0)
    sights.push({ probe: "node-leases", target: TARGET, result: { kind: "seen", value: { leases: own } } });
  return partOf(sights, {
    takenAtMs: newestRenewal(leases),
    notes: [
      ...(system.length === 0 ? ["no-leader-leases" as const] : []),
      ...(others > 0 ? ["other-objects" as const] : []),
    ],
  });
}

/** Somebody renews a lease every two seconds: the newest renewal is when the list was made, by the holder's clock. */
function newestRenewal(leases: readonly LeaseRecord[]): number | null {
  const renewals = leases.flatMap(({ renewTimeMs }) => (renewTimeMs === null ? [] : [renewTimeMs]));
  return renewals.length === 0 ? null : renewals.reduce((a, b) => Math.max(a, b));
}

function badItem(at: number, { issues }: z.ZodError): PartReading {
  const field = ["items", at, ...(issues[0]?.path ?? [])].join(".").slice(0, 100);
  return refused({ code: "PA-FORMAT", what: "kubectl get", field });
}

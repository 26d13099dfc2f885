import { type Endpoint, lbMembers } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Component } from "#lib/core/scene/scene.ts";

/** What the endpoints say about machines. */
export interface Facts {
  readonly hasNodeProxies: boolean;
  /** Programs on every control-plane machine on behalf of an endpoint. */
  readonly onMasters: readonly Component[];
  readonly balancers: ReadonlyMap<string, readonly Component[]>;
  readonly priorities: ReadonlyMap<string, number>;
}

function memberComponents(kind: Endpoint["lb"]["kind"]): readonly Component[] {
  switch (kind) {
    case "keepalived-haproxy":
    case "haproxy-in-cluster":
      return ["haproxy", "keepalived"];
    case "keepalived-nginx":
      return ["nginx", "keepalived"];
    case "keepalived-lvs":
      return ["lvs", "keepalived"];
    case "kube-vip-arp":
    case "kube-vip-bgp":
      return ["kube-vip"];
    case "node-local":
      return ["node-proxy"];
    case "none":
    case "cloud-slb":
    case "hardware":
    case "dns-rr":
      return [];
  }
}

const unique = (components: readonly Component[]): readonly Component[] => [...new Set(components)];

/** Priorities by machine id; the first endpoint that gives one wins. */
function priorities(plan: Plan): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { lb } of plan.endpoints) {
    if (!("priorities" in lb) || lb.priorities === undefined) continue;
    for (const [id, priority] of Object.entries(lb.priorities)) if (!found.has(id)) found.set(id, priority);
  }
  return found;
}

export function factsOf(plan: Plan): Facts {
  const balancers = new Map<string, readonly Component[]>();
  const onMasters: Component[] = [];
  for (const { lb, audience } of plan.endpoints) {
    const components = memberComponents(lb.kind);
    for (const id of lbMembers(lb)) balancers.set(id, unique([...(balancers.get(id) ?? []), ...components]));
    if (!("members" in lb) && audience !== "registry") onMasters.push(...components);
  }
  const hasNodeProxies = plan.endpoints.some(({ lb }) => lb.kind === "node-local");
  return { hasNodeProxies, onMasters: unique(onMasters), balancers, priorities: priorities(plan) };
}

const CONTROL_PLANE: readonly Component[] = ["apiserver", "controller-manager", "scheduler"];

/** Component chips of a card; stacked etcd is drawn as the lower half instead. */
export function componentsOf(machine: Machine, facts: Facts): readonly Component[] {
  const onBehalf = facts.balancers.get(machine.id) ?? [];
  if (machine.roles.includes("control-plane")) return unique([...CONTROL_PLANE, ...facts.onMasters, ...onBehalf]);
  if (machine.roles.includes("etcd")) return unique(["etcd", ...onBehalf]);
  return onBehalf;
}

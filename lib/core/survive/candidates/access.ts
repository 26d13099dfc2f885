import type { SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Endpoint, LoadBalancer } from "#lib/core/plan/endpoint.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { withRole } from "#lib/core/survive/placement/machine-roles.ts";
import { isNode } from "#lib/core/survive/timeline/eviction.ts";
import { bestPlace, newMachine } from "./new-machine.ts";
import { batch, type Proposal, type Situation } from "./proposal.ts";

/** Other ways for the nodes to reach the API. */
export function accessProposals({ plan, service }: Situation): Proposal[] {
  const endpoints = plan.endpoints.filter(({ audience }) => audience === "nodes");
  const masters = withRole(plan, "control-plane");
  if (endpoints.length === 0 || masters.length === 0) return [];
  const all = [
    localBalancer(plan, endpoints),
    ...(masters.length > 1 ? [kubeVip(endpoints, masters.length), routedVip(endpoints, masters.length)] : []),
    ...endpoints.flatMap((endpoint) => addBalancer(plan, endpoint)),
  ];
  return all.filter((proposal) => proposal !== null).map((proposal) => ({ ...proposal, service }));
}

type Access = Omit<Proposal, "service"> | null;

/** A proxy on every node; the address of today stays for people, who have no node to stand on. */
function localBalancer(plan: Plan, endpoints: readonly Endpoint[]): Access {
  if (endpoints.some(({ lb }) => lb.kind === "node-local")) return null;
  const nodes = plan.machines.filter(isNode).length;
  const hasPeople = plan.endpoints.some(({ audience }) => audience === "people");
  const [first] = endpoints;
  const kept = endpoints.map(
    (endpoint): SimpleEdit =>
      hasPeople
        ? { type: "removeEndpoint", endpointId: endpoint.id }
        : { type: "setEndpoint", endpoint: { ...endpoint, audience: "people" } },
  );
  const local: Endpoint = {
    id: freeEndpointId(plan, "api-local"),
    audience: "nodes",
    vips: [],
    port: first?.port ?? 6443,
    lb: { kind: "node-local", program: "haproxy" },
  };
  return {
    code: "local-balancer",
    values: { endpoint: first?.id ?? "" },
    machineIds: [],
    edit: batch([...kept, { type: "addEndpoint", endpoint: local }]),
    newMachines: 0,
    effort: nodes,
  };
}

function freeEndpointId(plan: Plan, wanted: string): string {
  const taken = new Set(plan.endpoints.map(({ id }) => id));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(id)) return id;
  }
}

const REPLACEABLE: readonly LoadBalancer["kind"][] = [
  "keepalived-haproxy",
  "keepalived-nginx",
  "keepalived-lvs",
  "none",
  "dns-rr",
];

function kubeVip(endpoints: readonly Endpoint[], hosts: number): Access {
  return replaced(endpoints, "kube-vip", { lb: { kind: "kube-vip-arp" }, kinds: REPLACEABLE, hosts });
}

/** Two routers have to peer with the masters, which is work on them as well. */
const ROUTERS = 2;

/** The address announced to the routers by every master: no shared layer 2. */
function routedVip(endpoints: readonly Endpoint[], masters: number): Access {
  const onSegment = [...REPLACEABLE.slice(0, 3), "haproxy-in-cluster", "kube-vip-arp"] as const;
  return replaced(endpoints, "split-segment", {
    lb: { kind: "kube-vip-bgp" },
    kinds: onSegment,
    hosts: masters + ROUTERS,
  });
}

interface Replacement {
  readonly lb: LoadBalancer;
  /** What it can take the place of. */
  readonly kinds: readonly LoadBalancer["kind"][];
  readonly hosts: number;
}

function replaced(
  endpoints: readonly Endpoint[],
  code: "kube-vip" | "split-segment",
  { lb, kinds, hosts }: Replacement,
): Access {
  const [endpoint] = endpoints;
  if (endpoint === undefined || endpoints.length > 1 || !kinds.includes(endpoint.lb.kind)) return null;
  return {
    code,
    values: { endpoint: endpoint.id, balancer: lb.kind },
    machineIds: [],
    edit: { type: "setEndpoint", endpoint: { ...endpoint, lb } },
    newMachines: 0,
    effort: hosts,
  };
}

function addBalancer(plan: Plan, endpoint: Endpoint): Access[] {
  const { lb } = endpoint;
  if (!("members" in lb)) return [];
  const peers = plan.machines.filter(({ id }) => lb.members.includes(id));
  const last = peers.at(-1);
  if (last === undefined) return [];
  const machine = newMachine(plan, last, bestPlace(plan, peers, plan.machines));
  const edit = batch([
    { type: "addMachines", machines: [machine] },
    { type: "setEndpoint", endpoint: { ...endpoint, lb: { ...lb, members: [...lb.members, machine.id] } } },
  ]);
  return [
    {
      code: "add-balancer",
      values: { machine: machine.hostname, level: "zone", domain: machine.zone ?? "" },
      machineIds: [machine.id],
      edit,
      newMachines: 1,
      effort: 1,
    },
  ];
}

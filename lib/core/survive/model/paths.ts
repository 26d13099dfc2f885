import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import { backends, balancersOf } from "#lib/core/survive/placement/balancers.ts";
import { andGate, elementRef, orGate } from "#lib/core/survive/placement/draft.ts";
import { endpointElements, isInUnknownZone, sharedNameId } from "#lib/core/survive/placement/endpoint-elements.ts";
import type { Audience } from "#lib/core/survive/placement/parts.ts";
import { NOWHERE } from "#lib/core/survive/placement/places.ts";
import { type Context, partOf, processRef, thing } from "./context.ts";

/** The way of one audience to its back ends: none planned, nothing in between that could fail, or a gate. */
export type Path =
  | { readonly kind: "absent" }
  | { readonly kind: "open" }
  | { readonly kind: "gate"; readonly down: Ref };

/** What stands behind an endpoint: who answers on a machine, and the etcd quorum that kube-vip's lease lives in. */
export interface Behind {
  readonly answers: (machine: Machine) => Ref;
  readonly quorum: Ref | null;
}

/** Several endpoints of one audience stand in for each other behind one name. */
export function pathOf(context: Context, audience: Audience, behind: Behind): Path {
  const { draft, parts, network } = context;
  const endpoints = parts.plan.endpoints.filter((endpoint) => endpoint.audience === audience);
  const paths = endpoints
    .map((endpoint) => endpointPath(context, endpoint, behind))
    .filter(({ kind }) => kind !== "absent");
  if (paths.length === 0) return { kind: "absent" };
  const shared = audience === "people" ? [...network.onPaths, ...network.beforePeople] : network.onPaths;
  const ways = paths.flatMap((path) => (path.kind === "gate" ? [path.down] : []));
  const isOpen = ways.length < paths.length;
  const name = endpoints.length > 1 ? [elementRef(draft, sharedNameId(audience))] : [];
  const own = isOpen ? [] : [andGate(draft, { id: `path/${audience}/endpoints`, inputs: ways }), ...name];
  const inputs = [...own, ...shared];
  if (inputs.length === 0) return { kind: "open" };
  return { kind: "gate", down: orGate(draft, { id: `path/${audience}`, inputs }) };
}

function endpointPath(context: Context, endpoint: Endpoint, behind: Behind): Path {
  const inputs = endpointInputs(context, endpoint, behind);
  if (inputs === null) return { kind: "absent" };
  if (inputs.length === 0) return { kind: "open" };
  const name = endpoint.dnsName ?? endpoint.vips[0] ?? endpoint.id;
  const gate = { id: `path/endpoint/${endpoint.id}`, inputs, component: thing("path", name) };
  return { kind: "gate", down: orGate(context.draft, gate) };
}

/** What stops one endpoint, any of them alone; null where it has no hosts to be carried by. */
function endpointInputs(context: Context, endpoint: Endpoint, behind: Behind): readonly Ref[] | null {
  switch (endpoint.lb.kind) {
    case "node-local":
      return endpoint.audience === "nodes" ? [] : null;
    case "none":
      return directInputs(context, endpoint, behind);
    case "cloud-slb":
    case "dns-rr":
    case "hardware":
      return applianceInputs(context, endpoint);
    case "kube-vip-arp":
    case "kube-vip-bgp":
      return kubeVipInputs(context, endpoint, behind);
    default:
      return pairInputs(context, endpoint);
  }
}

// The address belongs to one of the back ends, so that one has to answer; the first where the address names none.
function directInputs({ parts }: Context, endpoint: Endpoint, behind: Behind): readonly Ref[] | null {
  const hosts = backends(parts, endpoint.audience);
  const holder = hosts.find(({ ips }) => ips.some((ip) => endpoint.vips.includes(ip))) ?? hosts[0];
  return holder === undefined ? null : [behind.answers(holder)];
}

function applianceInputs(context: Context, endpoint: Endpoint): readonly Ref[] {
  const { draft, domains } = context;
  const units = endpointElements(endpoint).map(({ id }) => elementRef(draft, id));
  const zone = isInUnknownZone(endpoint.lb) ? domains.zoneOf(NOWHERE).map(({ id }) => elementRef(draft, id)) : [];
  return [...all(draft, `path/endpoint/${endpoint.id}/units`, units), ...segmentOf(context, endpoint), ...zone];
}

function pairInputs(context: Context, endpoint: Endpoint): readonly Ref[] | null {
  const balancers = balancerGates(context, endpoint, () => []);
  return balancers === null ? null : [...balancers, ...segmentOf(context, endpoint)];
}

/**
 * kube-vip holds the address on a control-plane machine whose own API server answers. By ARP the holder keeps its
 * lease through the API, hence the quorum; by BGP every machine announces and the peers choose.
 */
function kubeVipInputs(context: Context, endpoint: Endpoint, behind: Behind): readonly Ref[] | null {
  const balancers = balancerGates(context, endpoint, (machine) => [behind.answers(machine)]);
  if (balancers === null) return null;
  const lease = endpoint.lb.kind === "kube-vip-arp" && behind.quorum !== null ? [behind.quorum] : [];
  const peers = endpointElements(endpoint).map(({ id }) => elementRef(context.draft, id));
  const routers = all(context.draft, `path/endpoint/${endpoint.id}/peers`, peers);
  return [...balancers, ...routers, ...segmentOf(context, endpoint), ...lease];
}

function balancerGates(
  context: Context,
  endpoint: Endpoint,
  alsoNeeds: (machine: Machine) => readonly Ref[],
): readonly Ref[] | null {
  const { draft } = context;
  const balancers = balancersOf(context.parts, endpoint).map(({ machine, program }) =>
    orGate(draft, {
      id: `balancer/${endpoint.id}/${machine.id}`,
      inputs: [context.machineDown(machine), processRef(context, machine, program), ...alsoNeeds(machine)],
      component: partOf(context.parts, "balancer", machine),
    }),
  );
  return balancers.length === 0 ? null : all(draft, `path/endpoint/${endpoint.id}/balancers`, balancers);
}

function segmentOf({ draft, segments }: Context, endpoint: Endpoint): readonly Ref[] {
  const id = segments.get(endpoint.id);
  return id === undefined ? [] : [elementRef(draft, id)];
}

function all(draft: Context["draft"], id: string, inputs: readonly Ref[]): readonly Ref[] {
  return inputs.length === 0 ? [] : [andGate(draft, { id, inputs })];
}

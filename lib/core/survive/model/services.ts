import type { Machine } from "#lib/core/plan/machine.ts";
import type { NotPlanned, Ref, ServiceId, ServiceTop } from "#lib/core/survive/fault-tree.ts";
import { andGate, elementRef, orGate } from "#lib/core/survive/placement/draft.ts";
import { storeId } from "#lib/core/survive/placement/elements.ts";
import type { Audience } from "#lib/core/survive/placement/parts.ts";
import { registryProgram } from "#lib/core/survive/placement/programs.ts";
import { type Context, partOf, processRef, thing } from "./context.ts";
import { type ControlPlane, controlPlaneOf } from "./control-plane.ts";
import { noneLeft } from "./none-left.ts";
import { type Behind, type Path, pathOf } from "./paths.ts";
import { spreadDown } from "./spread.ts";
import { storageGates } from "./storage.ts";

/** CoreDNS of kubeadm; and the fewest replicas that anybody calls available. */
const REPLICAS = 2;

/** Every service of a plan, or why it cannot be judged. */
export function servicesOf(context: Context): readonly ServiceTop[] {
  const { etcd, controlPlane } = context.parts;
  const pulls = pullsOf(context);
  if (controlPlane.length === 0) return [...missingApi("no-control-plane"), ...others(context, pulls)];
  if (etcd.length === 0) return [...missingApi("no-etcd"), ...others(context, pulls)];
  return [...apiServices(context, controlPlaneOf(context), pulls), ...others(context, pulls)];
}

const API_SERVICES = ["api-writes", "api-reads", "people-api", "scheduling", "new-pods"] as const;

function missingApi(reason: NotPlanned): readonly ServiceTop[] {
  return API_SERVICES.map((id) => ({ id, kind: "not-planned", reason }));
}

function apiServices(context: Context, core: ControlPlane, pulls: Pulls): readonly ServiceTop[] {
  const { quorum, api } = core;
  const { nodes, people } = apiPaths(context, core);
  const controllers = [quorum, core.controllers, core.scheduler];
  const scheduling = service(context, "scheduling", controllers);
  const behind = (id: ServiceId, path: Path, inputs: readonly Ref[]) =>
    path.kind === "absent" ? absent(id, "no-endpoint") : service(context, id, [...waysOf(path), ...inputs]);
  return [
    behind("api-writes", nodes, [api, quorum]),
    behind("api-reads", nodes, [api]),
    behind("people-api", people, [api, quorum]),
    scheduling,
    newPods(context, { path: nodes, pulls, scheduling: controllers }),
  ];
}

type Needs = { readonly path: Path; readonly pulls: Pulls; readonly scheduling: readonly Ref[] };

/** A pod that is not there yet: scheduled, its kubelet told, its image pulled, and some worker left to run it. */
function newPods(context: Context, { path, pulls, scheduling }: Needs): ServiceTop {
  const { workers } = context.parts;
  if (workers.length === 0) return absent("new-pods", "no-workers");
  if (path.kind === "absent") return absent("new-pods", "no-endpoint");
  const room = noneLeft(context, "new-pods/workers", workers);
  const image = pulls.kind === "modelled" ? pulls.inputs : [];
  return service(context, "new-pods", [...scheduling, ...waysOf(path), ...image, ...(room === null ? [] : [room])]);
}

function apiPaths(
  context: Context,
  { apiserver, quorum }: ControlPlane,
): { readonly nodes: Path; readonly people: Path } {
  const behind: Behind = { answers: apiserver, quorum };
  const nodes = pathOf(context, "nodes", behind);
  const people = pathOf(context, "people", behind);
  // One audience uses the endpoint of the other only where it has none of its own, even if that one leads nowhere.
  return {
    nodes: hasEndpoint(context, "nodes") ? nodes : people,
    people: hasEndpoint(context, "people") ? people : peopleByNodes(context, nodes),
  };
}

function hasEndpoint({ parts }: Context, audience: Audience): boolean {
  return parts.plan.endpoints.some((endpoint) => endpoint.audience === audience);
}

/** People on the endpoint of the nodes: through the reverse proxy, and not where each node has a proxy of its own. */
function peopleByNodes({ parts, network, draft }: Context, nodes: Path): Path {
  const isLocal = parts.plan.endpoints.some(({ audience, lb }) => audience === "nodes" && lb.kind === "node-local");
  if (isLocal) return { kind: "absent" };
  if (nodes.kind !== "gate" || network.beforePeople.length === 0) return nodes;
  return { kind: "gate", down: orGate(draft, { id: "path/people", inputs: [nodes.down, ...network.beforePeople] }) };
}

type Pulls =
  | { readonly kind: "modelled"; readonly inputs: readonly Ref[] }
  | { readonly kind: "not-planned"; readonly reason: NotPlanned };

function pullsOf(context: Context): Pulls {
  const { parts, draft } = context;
  const { registry } = parts.plan.options;
  if (registry?.kind === "cloud") return { kind: "not-planned", reason: "external" };
  if (parts.registry.length === 0) return { kind: "not-planned", reason: "no-registry" };
  const gates = new Map(parts.registry.map((machine) => [machine.id, registryGate(context, machine)]));
  const answers = (machine: Machine) => gates.get(machine.id) ?? context.machineDown(machine);
  const path = pathOf(context, "registry", { answers, quorum: null });
  const address = registry?.address?.split(/[:/]/)[0];
  const addressed = parts.registry.find(
    ({ hostname, ips }) => hostname === address || ips.some((ip) => ip === address),
  );
  const isSingle = path.kind === "absent" && addressed !== undefined;
  const hosts = isSingle ? [answers(addressed)] : [...gates.values()];
  const store = registry?.sharedStore === undefined ? [] : [elementRef(draft, storeId(registry.sharedStore))];
  const inputs = [andGate(draft, { id: "registry/all", inputs: hosts }), ...store, ...waysOf(path)];
  return { kind: "modelled", inputs };
}

function registryGate(context: Context, machine: Machine): Ref {
  const inputs = [context.machineDown(machine), processRef(context, machine, registryProgram(context.parts))];
  return orGate(context.draft, {
    id: `registry/${machine.id}`,
    inputs,
    component: partOf(context.parts, "registry", machine),
  });
}

/** Services that stand without the API. */
function others(context: Context, pulls: Pulls): readonly ServiceTop[] {
  const { plan, workers, dns, monitoring } = context.parts;
  const { options } = plan;
  const stores = storageGates(context);
  const spread = (id: "cluster-dns" | "monitoring", hosts: readonly Machine[], replicas: number) => {
    const inputs = [spreadDown(context, { id, hosts, replicas })];
    return service(context, id, [orGate(context.draft, { id: `${id}/pods`, inputs, component: thing(id) })]);
  };
  const workloads = () =>
    service(context, "running-workloads", [
      spreadDown(context, { id: "workload", hosts: workers, replicas: options.demand?.replicas ?? REPLICAS }),
    ]);
  return [
    workers.length === 0 ? absent("running-workloads", "no-workers") : workloads(),
    pulls.kind === "modelled" ? service(context, "image-pulls", pulls.inputs) : absent("image-pulls", pulls.reason),
    stores.length === 0 ? absent("storage", "no-storage") : service(context, "storage", stores),
    dns.length === 0
      ? absent("cluster-dns", "no-control-plane")
      : spread("cluster-dns", dns, options.clusterDns?.replicas ?? REPLICAS),
    monitoring.length === 0
      ? absent("monitoring", "no-monitoring")
      : spread("monitoring", monitoring, options.monitoring?.replicas ?? 1),
  ];
}

function waysOf(path: Path): readonly Ref[] {
  return path.kind === "gate" ? [path.down] : [];
}

function service({ draft }: Context, id: ServiceId, inputs: readonly Ref[]): ServiceTop {
  const down = orGate(draft, { id: `service/${id}`, inputs, component: thing("service", id) });
  return { id, kind: "modelled", down };
}

function absent(id: ServiceId, reason: NotPlanned): ServiceTop {
  return { id, kind: "not-planned", reason };
}

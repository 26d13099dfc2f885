import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { rangeOfPeers, toNetwork } from "#lib/core/plan/naming.ts";
import type { ElementKind } from "#lib/core/survive/fault-tree.ts";
import { backends, balancersOf, needsSegment } from "./balancers.ts";
import type { Domain, Domains } from "./domains.ts";
import { addElement, addMachineElement, type Draft } from "./draft.ts";
import { addDeviceElements, devicePlace, devicesOf } from "./network.ts";
import type { Parts } from "./parts.ts";
import { NOWHERE, type Place } from "./places.ts";
import { processId, programsOf } from "./programs.ts";
import { figuresOf, machineFigures } from "./values.ts";

/** Endpoint id -> id of the segment its virtual address moves in. */
export type Segments = ReadonlyMap<string, string>;

/**
 * Every element in placement order: what belongs to no machine first, then the domains depth first with the machines
 * and programs in them. The order keeps the BDD small: a zone stands directly above what falls with it.
 */
export function addElements(draft: Draft, parts: Parts, { places, domains, segments }: Layout): void {
  for (const id of new Set(segments.values()))
    addElement(draft, { id, kind: "segment", name: null, figures: figuresOf(parts.plan, "segment") });
  addEndpointElements(draft, parts);
  addDeviceElements(draft, parts);
  addStoreElements(draft, parts);
  for (const place of placesBesides(parts))
    for (const domain of domains.zoneOf(place)) addDomain(draft, parts, { domain, isCounted: true });
  addPlaced(draft, parts, { places, domains });
}

/** Places of things that are no machines of the plan. */
export function placesBesides(parts: Parts): readonly Place[] {
  const placeless = parts.plan.endpoints.some(({ lb }) => isInUnknownZone(lb));
  return [...devicesOf(parts).map(devicePlace), ...(placeless ? [NOWHERE] : [])];
}

/** Whether a load balancer stands in some zone and the plan cannot say in which. */
export function isInUnknownZone(lb: Endpoint["lb"]): boolean {
  return lb.kind === "hardware" || (lb.kind === "cloud-slb" && lb.isCrossZone !== true);
}

export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly domains: Domains;
  readonly segments: Segments;
}

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

function addEndpointElements(draft: Draft, { plan }: Parts): void {
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

export const storeId = (name: string): string => `shared-store:${name}`;

function addStoreElements(draft: Draft, { plan, stores }: Parts): void {
  const figures = figuresOf(plan, "shared-store");
  const shared = plan.options.registry?.sharedStore;
  if (shared !== undefined) addElement(draft, { id: storeId(shared), kind: "shared-store", name: shared, figures });
  for (const { store, hosts } of stores) {
    const name = store.name ?? store.kind;
    if (hosts.length === 0) addElement(draft, { id: storeId(name), kind: "shared-store", name, figures });
  }
}

type Counted = { readonly domain: Domain; readonly isCounted: boolean };

function addDomain(draft: Draft, { plan }: Parts, { domain, isCounted }: Counted): void {
  const { id, kind, name } = domain;
  addElement(draft, { id, kind, name, isAssumed: name === null, isCounted, figures: figuresOf(plan, kind) });
}

type Branch = { readonly domain: Domain | null; readonly below: Map<string, Branch>; readonly machines: Machine[] };

function addPlaced(draft: Draft, parts: Parts, { places, domains }: Pick<Layout, "places" | "domains">): void {
  const root: Branch = { domain: null, below: new Map(), machines: [] };
  const branches = new Map<Place, Branch>();
  for (const machine of parts.machines) {
    const place = places.get(machine.id) ?? NOWHERE;
    const branch = branches.get(place) ?? branchOf(root, domains.of(place));
    branches.set(place, branch);
    branch.machines.push(machine);
  }
  const programs = programsOf(parts);
  const switches = new Set(devicesOf(parts).flatMap(({ kind, name }) => (kind === "switch" ? [name] : [])));
  const walk = ({ domain, below, machines }: Branch): void => {
    const isDevice = domain?.kind === "switch" && domain.name !== null && switches.has(domain.name);
    const isCounted = domain?.kind !== "hypervisor" || !domains.isBareMetal;
    if (domain !== null && !isDevice) addDomain(draft, parts, { domain, isCounted });
    for (const machine of machines) addMachine(draft, parts, { machine, programs: programs.get(machine.id) ?? [] });
    for (const branch of below.values()) walk(branch);
  };
  walk(root);
}

function branchOf(root: Branch, path: readonly Domain[]): Branch {
  let branch = root;
  for (const domain of path) {
    const next = branch.below.get(domain.id) ?? { domain, below: new Map(), machines: [] };
    branch.below.set(domain.id, next);
    branch = next;
  }
  return branch;
}

type Running = { readonly machine: Machine; readonly programs: readonly string[] };

function addMachine(draft: Draft, { plan, standIns }: Parts, { machine, programs }: Running): void {
  const isStandIn = standIns.has(machine.id);
  const machineId = isStandIn ? null : machine.id;
  const figures = machineFigures(plan, machine);
  const id = `machine:${machine.id}`;
  addMachineElement(draft, machine.id, {
    id,
    kind: "machine",
    name: machine.hostname,
    machineId,
    isAssumed: isStandIn,
    figures,
  });
  for (const program of programs) {
    const ofProgram = figuresOf(plan, "process", program);
    const element = { id: processId(machine.id, program), kind: "process" as const, name: program };
    addElement(draft, { ...element, machineId, isAssumed: isStandIn, figures: ofProgram });
  }
}

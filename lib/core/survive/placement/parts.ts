import type * as z from "zod";
import { type Endpoint, lbMembers } from "#lib/core/plan/endpoint.ts";
import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { Storage } from "#lib/core/plan/options.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Assumption } from "#lib/core/survive/analysis.ts";

export type Store = z.infer<typeof Storage>;
export type Audience = Endpoint["audience"];

/** Who does what in a plan, with the guesses that this took. */
export interface Parts {
  readonly plan: Plan;
  /** The plan's machines, then the stand-ins for hosts that it speaks of without naming them. */
  readonly machines: readonly Machine[];
  readonly controlPlane: readonly Machine[];
  readonly etcd: readonly Machine[];
  readonly eventsEtcd: readonly Machine[];
  readonly workers: readonly Machine[];
  readonly balancers: readonly Machine[];
  /** Machines that some endpoint names as its load balancer, by id. */
  readonly members: ReadonlyMap<string, Machine>;
  readonly registry: readonly Machine[];
  readonly stores: readonly { readonly store: Store; readonly hosts: readonly Machine[] }[];
  readonly monitoring: readonly Machine[];
  readonly dns: readonly Machine[];
  readonly standIns: ReadonlySet<string>;
  readonly assumptions: Assumption[];
}

export function partsOf(plan: Plan): Parts {
  const roles = byRole(plan.machines);
  const guess: Guess = { plan, roles, standIns: [], assumptions: [] };
  const registry = registryHosts(guess);
  const stores = storesOf(guess);
  const isStacked = plan.options.etcd?.topology === "stacked";
  const named = roles.etcd.filter(({ isEventsEtcd }) => isEventsEtcd !== true);
  return {
    plan,
    registry,
    stores,
    monitoring: monitoringHosts(guess),
    dns: dnsHosts(guess),
    machines: [...plan.machines, ...guess.standIns],
    standIns: new Set(guess.standIns.map(({ id }) => id)),
    controlPlane: roles["control-plane"],
    etcd: named.length === 0 && isStacked ? roles["control-plane"] : named,
    eventsEtcd: roles.etcd.filter(({ isEventsEtcd }) => isEventsEtcd === true),
    workers: roles.worker,
    balancers: roles.lb,
    members: membersOf(plan),
    assumptions: guess.assumptions,
  };
}

function membersOf(plan: Plan): Parts["members"] {
  const wanted = new Set(plan.endpoints.flatMap(({ lb }) => lbMembers(lb)));
  if (wanted.size === 0) return new Map();
  return new Map(plan.machines.filter(({ id }) => wanted.has(id)).map((machine) => [machine.id, machine]));
}

type ByRole = Readonly<Record<Role, readonly Machine[]>>;
type Guess = {
  readonly plan: Plan;
  readonly roles: ByRole;
  readonly standIns: Machine[];
  readonly assumptions: Assumption[];
};

function byRole(machines: readonly Machine[]): ByRole {
  const groups: Record<Role, Machine[]> = {
    lb: [],
    "control-plane": [],
    etcd: [],
    worker: [],
    storage: [],
    registry: [],
    infra: [],
    bastion: [],
  };
  for (const machine of machines) for (const role of machine.roles) groups[role].push(machine);
  return groups;
}

function registryHosts(guess: Guess): readonly Machine[] {
  const { plan, roles } = guess;
  const registry = plan.options.registry;
  if (registry?.kind === "cloud") return [];
  const hosts = named(plan, registry?.machines) ?? roles.registry;
  if (hosts.length > 0 || registry === undefined || registry.kind === "none") return hosts;
  return [standIn(guess, "registry-machines-unknown", registry.kind)];
}

const WITHOUT_HOSTS = ["csi", "none"];
const ON_WORKERS = ["longhorn", "local", "openebs"];

function storesOf(guess: Guess): Parts["stores"] {
  return (guess.plan.options.storage ?? [])
    .filter(({ kind }) => kind !== "none")
    .map((store) => ({ store, hosts: storeHosts(guess, store) }));
}

function storeHosts(guess: Guess, store: Store): readonly Machine[] {
  const { plan, roles } = guess;
  const hosts = named(plan, store.machines);
  if (hosts !== null || WITHOUT_HOSTS.includes(store.kind)) return hosts ?? [];
  const likely = ON_WORKERS.includes(store.kind) && store.kind !== "longhorn" ? roles.worker : roles.storage;
  const fallback = likely.length === 0 && ON_WORKERS.includes(store.kind) ? roles.worker : likely;
  if (fallback.length === 0) return [standIn(guess, "storage-machines-unknown", store.kind)];
  guess.assumptions.push({ code: "storage-machines-unknown", level: null, machineIds: fallback.map(({ id }) => id) });
  return fallback;
}

function monitoringHosts({ plan, roles }: Guess): readonly Machine[] {
  const { monitoring } = plan.options;
  if (monitoring === undefined || monitoring.kind === "none") return [];
  const likely = roles.infra.length > 0 ? roles.infra : roles.worker;
  return named(plan, monitoring.machines) ?? likely;
}

function dnsHosts({ plan, roles, assumptions }: Guess): readonly Machine[] {
  const placement = plan.options.clusterDns?.placement;
  const masters = roles["control-plane"];
  if (placement === "workers") return roles.worker;
  if (placement === "infra") return roles.infra.length > 0 ? roles.infra : roles.worker;
  if (placement === "spread") return [...masters, ...roles.worker];
  if (placement === undefined && masters.length > 0)
    assumptions.push({ code: "dns-placement-unknown", level: null, machineIds: masters.map(({ id }) => id) });
  return masters;
}

function named(plan: Plan, ids: readonly string[] | undefined): readonly Machine[] | null {
  if (ids === undefined || ids.length === 0) return null;
  const wanted = new Set(ids);
  const hosts = plan.machines.filter(({ id }) => wanted.has(id));
  return hosts.length === 0 ? null : hosts;
}

// The plan speaks of a host without naming it: one machine of which nothing is known, so that nothing is proven of it.
function standIn(guess: Guess, code: Assumption["code"], name: string): Machine {
  guess.assumptions.push({ code, level: null, machineIds: [] });
  const id = `?${name}`;
  const known = guess.standIns.find((machine) => machine.id === id);
  if (known !== undefined) return known;
  const machine: Machine = { id, order: 0, hostname: name, ips: [], roles: [], disks: [] };
  guess.standIns.push(machine);
  return machine;
}

import type * as z from "zod";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Storage } from "#lib/core/plan/options.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Assumption } from "#lib/core/survive/analysis.ts";
import { type Census, censusOf, join } from "./census.ts";
import type { Group } from "./places.ts";

export type Store = z.infer<typeof Storage>;
export type Audience = Endpoint["audience"];

/** Who does what in a plan, with the guesses that this took. */
export interface Parts {
  readonly plan: Plan;
  readonly census: Census;
  /** The plan's machines by place, and last the stand-ins for hosts that it speaks of without naming them. */
  readonly groups: readonly Group[];
  readonly controlPlane: readonly Machine[];
  readonly etcd: readonly Machine[];
  readonly eventsEtcd: readonly Machine[];
  readonly workers: readonly Machine[];
  readonly balancers: readonly Machine[];
  readonly members: Census["members"];
  readonly registry: readonly Machine[];
  readonly stores: readonly { readonly store: Store; readonly hosts: readonly Machine[] }[];
  readonly monitoring: readonly Machine[];
  readonly dns: readonly Machine[];
  /** Ids of the stand-ins. */
  readonly standIns: ReadonlySet<string>;
  readonly assumptions: Assumption[];
}

export function partsOf(plan: Plan): Parts {
  const census = censusOf(plan);
  const { roles, members, groups } = census;
  const guess: Guess = { plan, roles, standIns: [], assumptions: [] };
  const registry = registryHosts(guess);
  const stores = storesOf(guess);
  const isStacked = plan.options.etcd?.topology === "stacked";
  const named = roles.etcd.filter(({ isEventsEtcd }) => isEventsEtcd !== true);
  for (const machine of guess.standIns) join(groups.of(machine), machine, true);
  return {
    plan,
    census,
    groups: groups.completed(plan),
    registry,
    stores,
    monitoring: monitoringHosts(guess),
    dns: dnsHosts(guess),
    standIns: new Set(guess.standIns.map(({ id }) => id)),
    controlPlane: roles["control-plane"],
    etcd: named.length === 0 && isStacked ? roles["control-plane"] : named,
    eventsEtcd: roles.etcd.filter(({ isEventsEtcd }) => isEventsEtcd === true),
    workers: roles.worker,
    balancers: roles.lb,
    members,
    assumptions: guess.assumptions,
  };
}

type Guess = {
  readonly plan: Plan;
  readonly roles: Census["roles"];
  readonly standIns: Machine[];
  readonly assumptions: Assumption[];
};

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

import { lbMembers } from "#lib/core/plan/endpoint.ts";
import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { LaneId, PoolNode, PoolWord, View } from "#lib/core/scene/scene.ts";
import { columnNames, compareNatural, domainOf } from "./columns.ts";

/** Machines that stand together: a tier without a header (control plane, etcd, ...) or a pool with one. */
export interface Group {
  readonly key: string;
  readonly lane: LaneId;
  readonly isTier: boolean;
  readonly name: string;
  readonly namedBy: PoolNode["namedBy"];
  /** Machines by index of column, in plan order. */
  readonly cells: readonly Machine[][];
  count: number;
  /** Place of a pool among the pools: the smallest rank of its machines. */
  rank: number;
}

export interface Grouping {
  readonly columns: readonly (string | null)[];
  readonly groups: readonly Group[];
}

type Tier = "entry" | "control-plane" | "etcd" | "events" | "support";

const TIERS: readonly { readonly tier: Tier; readonly lane: LaneId; readonly word: PoolWord }[] = [
  { tier: "entry", lane: "entry", word: "lb" },
  { tier: "control-plane", lane: "control-plane", word: "control-plane" },
  { tier: "etcd", lane: "etcd", word: "etcd" },
  { tier: "events", lane: "etcd", word: "events" },
  { tier: "support", lane: "support", word: "support" },
];

const POOL_RANK: readonly PoolWord[] = ["worker", "infra", "storage", "unassigned"];

/** The tier a machine stands in, null for the pools of the workers' lane. */
function tierOf(machine: Machine, balancers: ReadonlySet<string>): Tier | null {
  const { roles } = machine;
  if (roles.includes("control-plane")) return "control-plane";
  if (roles.includes("etcd")) return machine.isEventsEtcd === true ? "events" : "etcd";
  const isSupportOnly = roles.length > 0 && roles.every((role) => role === "registry" || role === "bastion");
  if (isSupportOnly) return "support";
  return roles.includes("lb") || (roles.length === 0 && balancers.has(machine.id)) ? "entry" : null;
}

/** The role that names a machine's pool; infra machines are set apart even where they also run workloads. */
export function principalRole(roles: readonly Role[]): PoolWord {
  if (roles.includes("infra")) return "infra";
  if (roles.includes("worker")) return "worker";
  return roles.includes("storage") ? "storage" : "unassigned";
}

export const rolePoolKey = (word: PoolWord): string => `role:${word}`;
export const namedPoolKey = (name: string): string => `pool:${name}`;

function emptyGroup(columns: number, fixed: Pick<Group, "key" | "lane" | "isTier" | "name" | "namedBy">): Group {
  return { ...fixed, cells: Array.from({ length: columns }, () => []), count: 0, rank: POOL_RANK.length };
}

function poolFor(machine: Machine, pools: Map<string, Group>, columns: number): Group {
  const word = principalRole(machine.roles);
  // Named and unnamed pools share one map without building a key per machine.
  const mapKey = machine.pool === undefined ? ` ${word}` : machine.pool;
  let group = pools.get(mapKey);
  if (group === undefined) {
    const key = machine.pool === undefined ? rolePoolKey(word) : namedPoolKey(machine.pool);
    const namedBy = machine.pool === undefined ? "role" : "pool";
    group = emptyGroup(columns, { key, lane: "workers", isTier: false, name: machine.pool ?? word, namedBy });
    pools.set(mapKey, group);
  }
  group.rank = Math.min(group.rank, POOL_RANK.indexOf(word));
  return group;
}

/** By role; in a role the pool without a name first, then by name. */
const byRankThenName = (a: Group, b: Group): number =>
  a.rank - b.rank || compareNatural(b.namedBy, a.namedBy) || compareNatural(a.name, b.name);

/** Sorts every machine into one group and one column, in a single pass. */
export function groupMachines(plan: Plan, view: View): Grouping {
  const columns = columnNames(plan, view.domain);
  const columnIndex = new Map(columns.map((name, index) => [name, index]));
  const balancers = new Set(plan.endpoints.flatMap((endpoint) => lbMembers(endpoint.lb)));
  const tiers = new Map(
    TIERS.map(({ tier, lane, word }) => [
      tier,
      emptyGroup(columns.length, { key: rolePoolKey(word), lane, isTier: true, name: word, namedBy: "role" }),
    ]),
  );
  const pools = new Map<string, Group>();
  for (const machine of plan.machines) {
    const tier = tierOf(machine, balancers);
    const group = (tier === null ? undefined : tiers.get(tier)) ?? poolFor(machine, pools, columns.length);
    const name = view.domain === "none" ? null : domainOf(machine, view.domain);
    group.cells[columnIndex.get(name) ?? 0]?.push(machine);
    group.count += 1;
  }
  return { columns, groups: [...tiers.values(), ...[...pools.values()].sort(byRankThenName)] };
}

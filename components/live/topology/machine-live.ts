import { needsSomeone } from "#components/live/facts/acknowledged.ts";
import { isDerived } from "#components/live/facts/derived.ts";
import { numberIn, ofKind, textIn } from "#components/live/facts/pick-facts.ts";
import { worstOf } from "#lib/core/live/roll-up.ts";
import type { Fact, FactKind, State } from "#lib/core/live/state.ts";

/** What runs or is held on a machine, as a chip on its card. */
export interface Chip {
  readonly key: string;
  /** Name of the program; never translated. */
  readonly label: string;
  readonly state: State;
  /** True for what leads or holds: it wears a crown. */
  readonly isHolder: boolean;
  readonly fact: Fact;
}

export interface MachineLive {
  readonly state: State;
  readonly unknownCount: number;
  readonly facts: readonly Fact[];
  readonly chips: readonly Chip[];
  readonly member: Fact | null;
  readonly node: Fact | null;
  /** Newest sight of anything on it, ms since the epoch; null = never. */
  readonly observedAtMs: number | null;
}

/** The facts of each planned machine, by its id. */
export function byMachine(facts: readonly Fact[]): ReadonlyMap<string, MachineLive> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.machineId === null) continue;
    const group = groups.get(fact.machineId);
    if (group === undefined) groups.set(fact.machineId, [fact]);
    else group.push(fact);
  }
  return new Map([...groups].map(([id, group]) => [id, machineLive(group)]));
}

function isElsewhere(fact: Fact): boolean {
  return needsSomeone(fact) && (fact.kind === "vip" || fact.kind === "etcd-quorum" || isDerived(fact));
}

/** Whoever leads, holds the VIP or balances is not at fault for what is lost elsewhere. */
function machineLive(facts: readonly Fact[]): MachineLive {
  const seen = facts.flatMap(({ observedAtMs }) => (observedAtMs === null ? [] : [observedAtMs]));
  return {
    ...worstOf(facts.map((fact) => (isElsewhere(fact) ? { state: "ok" } : fact))),
    facts,
    chips: facts.flatMap(chipOf),
    member: ofKind(facts, "etcd-member")[0] ?? null,
    node: ofKind(facts, "node")[0] ?? null,
    observedAtMs: seen.length === 0 ? null : Math.max(...seen),
  };
}

const LEASES: Readonly<Record<string, string>> = {
  "lease/kube-scheduler": "sched",
  "lease/kube-controller-manager": "kcm",
  "lease/plndr-cp-lock": "kube-vip",
};

/** A lease belongs to the machine that holds it, so whoever shows its chip leads. */
function chipOf(fact: Fact): readonly Chip[] {
  const chip = (label: string, isHolder: boolean): readonly Chip[] => [
    { key: fact.subject, label, state: fact.state, isHolder, fact },
  ];
  const byKind: Partial<Record<FactKind, () => readonly Chip[]>> = {
    "api-server": () => chip("api", false),
    lease: () => chip(LEASES[fact.subject] ?? textIn(fact, "name"), true),
    "etcd-member": () => chip("etcd", fact.values.isLeader === true),
    balancer: () => chip(`LB ${shareOf(fact)}`, false),
    vip: () => chip("VIP", textIn(fact, "holder") !== ""),
  };
  return byKind[fact.kind]?.() ?? [];
}

/** There is no room for an age beside it: what a balancer said before it fell silent is not told here. */
function shareOf(balancer: Fact): string {
  const [up, total] = [numberIn(balancer, "up"), numberIn(balancer, "total")];
  return balancer.state === "unknown" || up === null || total === null ? "?/?" : `${up}/${total}`;
}

const PLACED: readonly FactKind[] = ["node", "api-server", "etcd-member", "balancer", "backend", "vip", "lease"];
/** Facts about a whole list, or about a role that nobody holds, stand for no machine. */
const GENERAL = /^node\/all$/;

/** Things that run on some machine which the plan does not have. */
export function unplannedOf(facts: readonly Fact[], planned: ReadonlySet<string>): readonly Fact[] {
  return facts.filter((fact) => {
    const isPlanned = fact.machineId !== null && planned.has(fact.machineId);
    if (isPlanned || !PLACED.includes(fact.kind) || GENERAL.test(fact.subject)) return false;
    if (fact.kind === "lease" || fact.kind === "vip") return textIn(fact, "holder") !== "";
    return true;
  });
}

/** The VIP as the scene's endpoint shows it: who holds it, or null where nothing tells. */
export function vipOf(facts: readonly Fact[]): Fact | null {
  return ofKind(facts, "vip")[0] ?? null;
}

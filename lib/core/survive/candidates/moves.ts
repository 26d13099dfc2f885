import type { MachineChange, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { DomainLevel, Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { DOMAIN_OF_LEVEL } from "#lib/core/survive/analysis/placement.ts";
import { members, tolerance, withRole } from "#lib/core/survive/placement/machine-roles.ts";
import { domainNames, nextDomainNames } from "./domain-names.ts";
import { batch, namesOf, type PlaceLevel, type Proposal, type Situation } from "./proposal.ts";

/** One machine and the domain it goes to. */
export interface Move {
  readonly machine: Machine;
  readonly to: string;
}

/** Moves out of the domains whose loss is fatal: all that is needed at once, then each group of machines by itself. */
export function moveProposals(situation: Situation): Proposal[] {
  const failing = situation.levels.filter(({ verdict, level }) => verdict === "fails" && level !== "machine");
  return failing.flatMap(({ level }) => (level === "machine" ? [] : movesAt(situation, level)));
}

function movesAt(situation: Situation, level: PlaceLevel): Proposal[] {
  const { plan } = situation;
  const groups = movesApart(plan, DOMAIN_OF_LEVEL[level]);
  const all = groups.flat();
  const sets = groups.length > 1 ? [all, ...groups] : groups;
  const single = all[0];
  const elsewhere = single === undefined ? [] : elsewhereThan(plan, single, DOMAIN_OF_LEVEL[level]);
  return [...sets, ...elsewhere.map((move) => [move])].map((moves) => moveProposal(situation, level, moves));
}

/** Moves after which no domain of the level is fatal, by group of machines; groups that stand well are left out. */
export function movesApart(plan: Plan, level: DomainLevel): Move[][] {
  return groupsOf(plan)
    .map((group) => spreading(plan, group, level))
    .filter((moves) => moves.length > 0);
}

interface Group {
  readonly machines: readonly Machine[];
  /** How many of them may be lost together. */
  readonly spare: number;
}

function groupsOf(plan: Plan): Group[] {
  const voting = members(plan);
  const masters = withRole(plan, "control-plane").filter((machine) => !voting.includes(machine));
  const balancers = withRole(plan, "lb").filter((machine) => !voting.includes(machine) && !masters.includes(machine));
  return [
    { machines: voting, spare: tolerance(voting.length) },
    { machines: masters, spare: masters.length - 1 },
    { machines: balancers, spare: balancers.length - 1 },
  ].filter(({ machines, spare }) => machines.length > 1 && spare > 0);
}

/** The fewest moves after which no domain holds more of the group than may be lost. */
function spreading(plan: Plan, { machines, spare }: Group, level: DomainLevel): Move[] {
  const counts = new Map(domainNames(plan, level).map((name) => [name, 0]));
  for (const machine of machines) {
    const name = machine[level];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const moves: Move[] = [];
  for (const [name, count] of [...counts]) {
    const there = machines.filter((machine) => machine[level] === name);
    for (const machine of there.slice(Math.min(count, spare)))
      moves.push({ machine, to: roomiest(counts, spare, level) });
  }
  return moves;
}

/** The domain with fewest of the group that still has room, else a new one; it is taken into account at once. */
function roomiest(counts: Map<string, number>, spare: number, level: DomainLevel): string {
  const [free] = [...counts].filter(([, count]) => count < spare).toSorted((a, b) => a[1] - b[1]);
  const name = free?.[0] ?? nextDomainNames([...counts.keys()], level, 1)[0] ?? level;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  return name;
}

const ELSEWHERE_MAX = 2;

/** The same machine to the domains that already exist: what a person would try first, and often in vain. */
function elsewhereThan(plan: Plan, { machine, to }: Move, level: DomainLevel): Move[] {
  const names = domainNames(plan, level).filter((name) => name !== to && name !== machine[level]);
  return names.slice(0, ELSEWHERE_MAX).map((name) => ({ machine, to: name }));
}

export function moveProposal({ plan, service }: Situation, level: PlaceLevel, moves: readonly Move[]): Proposal {
  const known = new Set(domainNames(plan, DOMAIN_OF_LEVEL[level]));
  const isNew = moves.some(({ to }) => !known.has(to));
  const machines = moves.map(({ machine }) => machine);
  const domain = [...new Set(moves.map(({ to }) => to))].join(", ");
  return {
    service,
    code: isNew ? "move-to-new-domain" : "move-to-domain",
    values: { machine: namesOf(machines), level, domain },
    machineIds: machines.map(({ id }) => id),
    edit: batch([moveEdit(plan, DOMAIN_OF_LEVEL[level], moves)]),
    newMachines: 0,
    effort: machines.length,
  };
}

/** What a machine leaves behind when it leaves its domain. */
const INSIDE = {
  site: ["zone", "rack", "hypervisor", "powerFeed", "switch"],
  zone: ["rack", "hypervisor", "powerFeed", "switch"],
  rack: ["hypervisor", "switch"],
  hypervisor: [],
  powerFeed: [],
  switch: [],
} as const satisfies Record<DomainLevel, readonly DomainLevel[]>;

function moveEdit(plan: Plan, level: DomainLevel, moves: readonly Move[]): SimpleEdit {
  return { type: "setMachines", changes: moves.map((move) => changeOf(plan, level, move)) };
}

function changeOf(plan: Plan, level: DomainLevel, { machine, to }: Move): MachineChange {
  const clear = INSIDE[level].filter((inside) => machine[inside] !== undefined);
  const host = plan.machines.find((peer) => peer[level] === to);
  const site = level === "zone" && host?.site !== undefined ? { site: host.site } : {};
  return { machineId: machine.id, set: { [level]: to, ...site }, ...(clear.length === 0 ? {} : { clear: [...clear] }) };
}

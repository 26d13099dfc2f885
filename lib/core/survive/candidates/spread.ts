import type { MachineChange } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { members, withRole } from "#lib/core/survive/placement/machine-roles.ts";
import { domainNames, nextDomainNames } from "./domain-names.ts";
import { namesOf, type Proposal, type Situation } from "./proposal.ts";

const CODES = { hypervisor: "spread-hypervisors", rack: "spread-racks" } as const;

/** Racks and hypervisors for control-plane machines of which nobody has said where they stand. */
export function spreadProposals(situation: Situation): Proposal[] {
  return situation.levels.flatMap(({ level, verdict }) =>
    verdict === "unproven" && (level === "hypervisor" || level === "rack") ? spread(situation, level) : [],
  );
}

function spread({ plan, service }: Situation, level: "hypervisor" | "rack"): Proposal[] {
  const changes = groupsOf(plan)
    .filter((group) => group.length > 1)
    .flatMap((group) => placed(plan, group, level));
  const ids = new Set(changes.map(({ machineId }) => machineId));
  const machines = plan.machines.filter(({ id }) => ids.has(id));
  if (machines.length === 0) return [];
  return [
    {
      service,
      code: CODES[level],
      values: { machine: namesOf(machines), level, count: String(machines.length) },
      machineIds: [...ids],
      edit: { type: "setMachines", changes },
      newMachines: 0,
      effort: machines.length,
    },
  ];
}

function groupsOf(plan: Plan): Machine[][] {
  const voting = members(plan);
  const masters = withRole(plan, "control-plane").filter((machine) => !voting.includes(machine));
  const rest = withRole(plan, "lb").filter((machine) => !voting.includes(machine) && !masters.includes(machine));
  return [voting, masters, rest];
}

/** The first machine of every group shares a domain, and so do the second ones: no group has two in one. */
function placed(plan: Plan, group: readonly Machine[], level: "hypervisor" | "rack"): MachineChange[] {
  const unknown = group.filter((machine) => machine[level] === undefined);
  const names = nextDomainNames(domainNames(plan, level), level, unknown.length);
  const hasZones = new Set(unknown.map(({ zone }) => zone)).size > 1;
  return unknown.map((machine, index) => {
    const name = names[index] ?? level;
    return { machineId: machine.id, set: { [level]: hasZones ? `${machine.zone ?? ""}-${name}` : name } };
  });
}

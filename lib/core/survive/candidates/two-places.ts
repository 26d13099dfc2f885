import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { TwoSite } from "#lib/core/survive/analysis.ts";
import { members } from "#lib/core/survive/placement/machine-roles.ts";
import { domainNames, nextDomainNames } from "./domain-names.ts";
import { memberProposal, newMembers } from "./members.ts";
import { moveProposal, movesApart } from "./moves.ts";
import { placeOf } from "./new-machine.ts";
import type { Proposal, Situation } from "./proposal.ts";

/**
 * The three ways out of two places: machines moved so that a third holds some, a small third place for a tie-breaker with both others
 * evenly filled, or the majority kept in one named place and the plan saying so. `values.way` marks them.
 */
export function waysOut(situation: Situation, twoSite: TwoSite): Proposal[] {
  const { plan } = situation;
  const place = {
    ...twoSite,
    third: nextDomainNames(domainNames(plan, twoSite.level), twoSite.level, 1)[0] ?? "third",
  };
  return [moveApart(situation, place), tieBreaker(situation, place), activeStandby(situation, place)].flat();
}

type Places = TwoSite & { readonly third: string };

function moveApart(situation: Situation, { level }: Places): Proposal[] {
  const moves = movesApart(situation.plan, level).flat();
  if (moves.length === 0) return [];
  const proposal = moveProposal(situation, level, moves);
  return [{ ...proposal, values: { ...proposal.values, way: "move" } }];
}

/** Both places filled up to the same number of members, and one in the third. */
function tieBreaker({ plan, service }: Situation, { level, names, third }: Places): Proposal[] {
  const voting = members(plan);
  const counts = names.map((name) => ({ name, there: voting.filter((machine) => machine[level] === name) }));
  const most = Math.max(...counts.map(({ there }) => there.length));
  const places = counts.flatMap(({ there }) => {
    const like = there[0];
    return like === undefined
      ? []
      : Array<Machine>(most - there.length)
          .fill(like)
          .map(inside);
  });
  const machines = newMembers(plan, [...places, { [level]: third }]);
  const proposal = memberProposal(service, machines, third);
  return [{ ...proposal, values: { ...proposal.values, level, way: "tie-breaker" } }];
}

/** The place of a member, without the rack and the host that it has for itself. */
function inside(machine: Machine) {
  const { hypervisor: _h, rack: _r, switch: _s, powerFeed: _p, ...place } = placeOf(machine);
  return place;
}

/** Nothing moves; the plan stops promising what two places cannot give. */
function activeStandby({ plan, service }: Situation, { level, names, deadly }: Places): Proposal[] {
  const other = names.find((name) => name !== deadly) ?? "";
  const { targets, remark } = plan.options;
  const failuresToSurvive = { ...targets?.failuresToSurvive, [level]: 0 };
  const note = `Active ${level} ${deadly}, standby ${other}: losing ${deadly} stops the control plane until it is restored in ${other}.`;
  const isSaid = remark?.includes(note) === true;
  return [
    {
      service,
      code: "active-standby",
      values: { level, domain: deadly, other, way: "active-standby" },
      machineIds: [],
      edit: {
        type: "setOptions",
        set: { targets: { ...targets, failuresToSurvive }, remark: isSaid ? remark : joined(remark, note) },
      },
      newMachines: 0,
      effort: 0,
    },
  ];
}

const REMARK_MAX = 5000;

function joined(remark: Plan["options"]["remark"], note: string): string {
  return (remark === undefined ? note : `${remark}\n${note}`).slice(0, REMARK_MAX);
}

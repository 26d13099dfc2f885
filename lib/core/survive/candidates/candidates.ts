import type { Plan } from "#lib/core/plan/plan.ts";
import type { Analysis, Candidate } from "#lib/core/survive/analysis.ts";
import { accessProposals } from "./access.ts";
import { judgeProposals } from "./judge.ts";
import { memberProposals } from "./members.ts";
import { moveProposals } from "./moves.ts";
import type { Proposal, Situation } from "./proposal.ts";
import { ranked } from "./rank.ts";
import { serviceProposals } from "./services.ts";
import { spreadProposals } from "./spread.ts";
import { waysOut } from "./two-places.ts";

/** Changes worth a look, each computed exactly, best first; those that make it worse last, with the reason. */
export function candidatesOf(plan: Plan, analysis: Analysis): Candidate[] {
  return ranked(judgeProposals(plan, distinct(proposals(plan, analysis))));
}

function proposals(plan: Plan, analysis: Analysis): Proposal[] {
  const { headline, services, twoSite } = analysis;
  const main = services.find(({ id }) => id === headline.service);
  const others = serviceProposals(plan, services);
  if (main?.kind !== "analysed") return others;
  const situation: Situation = { plan, service: main.id, levels: main.levels };
  if (main.id !== "api-writes") return [...moveProposals(situation), ...others];
  return [
    ...(twoSite === null ? [] : waysOut(situation, twoSite)),
    ...moveProposals(situation),
    ...spreadProposals(situation),
    ...accessProposals(situation),
    ...memberProposals(situation),
    ...others,
  ];
}

/** The same edit is proposed once, under its first name. */
function distinct(all: readonly Proposal[]): Proposal[] {
  const seen = new Map<string, Proposal>();
  for (const proposal of all) {
    const key = `${proposal.service} ${JSON.stringify(proposal.edit)}`;
    if (!seen.has(key)) seen.set(key, proposal);
  }
  return [...seen.values()];
}

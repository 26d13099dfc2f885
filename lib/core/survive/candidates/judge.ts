import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { serviceRef, unavailableAt } from "#lib/core/survive/analysis/compiled.ts";
import { judgedOf, levelVerdicts } from "#lib/core/survive/analysis/levels.ts";
import { placementOf } from "#lib/core/survive/analysis/placement.ts";
import { twoSiteOf } from "#lib/core/survive/analysis/two-site.ts";
import type { Candidate } from "#lib/core/survive/analysis.ts";
import { distance } from "#lib/core/survive/bdd/distance.ts";
import { leave } from "#lib/core/survive/bdd/manager.ts";
import { probability } from "#lib/core/survive/bdd/probability.ts";
import { compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { members, tolerance } from "#lib/core/survive/placement/machine-roles.ts";
import type { Proposal } from "./proposal.ts";

const MINUTES_PER_YEAR = 8760 * 60;
/** Below a hundredth of the minutes a difference is no reason to touch a machine. */
const NOTICEABLE = 0.01;

export type Outcome = Candidate["before"];
export type Judged = Omit<Candidate, "isOnFront">;

/** Each proposal applied to the plan and computed anew; those that the plan refuses are left out. */
export function judgeProposals(plan: Plan, proposals: readonly Proposal[]): Judged[] {
  const before = new Map<string, Outcome | null>();
  const outcomeBefore = (service: Candidate["service"]) => {
    const known = before.get(service) ?? outcomeOf(plan, service);
    before.set(service, known);
    return known;
  };
  return proposals.flatMap((proposal, index) => {
    const applied = applyEdit(plan, proposal.edit);
    const was = outcomeBefore(proposal.service);
    const is = applied.ok ? outcomeOf(applied.plan, proposal.service) : null;
    if (was === null || is === null || !applied.ok) return [];
    const verdict = judge(was, is, { proposal, plan, after: applied.plan });
    return [{ ...proposal, id: `${proposal.code}-${index + 1}`, ...verdict, before: was, after: is }];
  });
}

/** Minutes and distances of one service of a plan; null where the plan does not have it. */
export function outcomeOf(plan: Plan, service: Candidate["service"]): Outcome | null {
  const compiled = compile(modelOf(plan).tree);
  const root = serviceRef(compiled, service);
  if (root === null) return null;
  const { bdd } = compiled;
  const levels = levelVerdicts(judgedOf({ compiled, placement: placementOf(compiled) }, root)).filter(
    ({ verdict }) => verdict !== "not-given",
  );
  const { total } = distance(bdd, root, { cost: new Float64Array(compiled.variables.length).fill(1) });
  const minutesPerYear = probability(bdd, root, unavailableAt(compiled, 1)) * MINUTES_PER_YEAR;
  leave(bdd);
  return {
    minutesPerYear,
    distance: Number.isFinite(total) ? Math.max(1, total) : null,
    levels: levels.map(({ level, distance: fewest }) => ({ level, distance: fewest })),
  };
}

interface Comparison {
  readonly proposal: Proposal;
  readonly plan: Plan;
  readonly after: Plan;
}

type Verdict = Pick<Candidate, "verdict" | "reason">;

function judge(before: Outcome, after: Outcome, comparison: Comparison): Verdict {
  const { raised, lowered } = differences(before, after);
  const change = (after.minutesPerYear - before.minutesPerYear) / Math.max(before.minutesPerYear, Number.MIN_VALUE);
  if (isEvenGrowth(comparison) && raised === 0 && change > -NOTICEABLE)
    return { verdict: "worse", reason: "even-members" };
  const isInVain = touchesMembers(comparison) && raised === 0 && twoSiteOf(comparison.after) !== null;
  if (isInVain) return { verdict: lowered > 0 || change > NOTICEABLE ? "worse" : "same", reason: "majority-stays" };
  if (lowered > 0) return { verdict: "worse", reason: "lowers-distance" };
  if (raised > 0) return { verdict: "better", reason: "survives-more" };
  if (change < -NOTICEABLE) return { verdict: "better", reason: "fewer-minutes" };
  if (change > NOTICEABLE) return { verdict: "worse", reason: "more-parts-same-margin" };
  return { verdict: "same", reason: "no-effect" };
}

function touchesMembers({ proposal, plan, after }: Comparison): boolean {
  const voting = new Set([...members(plan), ...members(after)].map(({ id }) => id));
  return proposal.code !== "external-etcd" && proposal.machineIds.some((id) => voting.has(id));
}

/** Levels at which more, and at which fewer failures are needed than before. */
export function differences(before: Outcome, after: Outcome): { raised: number; lowered: number } {
  const was = new Map(before.levels.map(({ level, distance: fewest }) => [level, fewest ?? Number.POSITIVE_INFINITY]));
  let raised = 0;
  let lowered = 0;
  for (const { level, distance: fewest } of after.levels) {
    const old = was.get(level);
    if (old === undefined) continue;
    const now = fewest ?? Number.POSITIVE_INFINITY;
    if (now > old) raised += 1;
    if (now < old) lowered += 1;
  }
  return { raised, lowered };
}

/** More etcd members than before, an even number of them, and no more of them may be lost. */
function isEvenGrowth({ plan, after }: Comparison): boolean {
  const [was, is] = [members(plan).length, members(after).length];
  return is > was && is % 2 === 0 && tolerance(is) <= tolerance(was);
}

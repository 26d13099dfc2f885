import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { TwoSite } from "#lib/core/survive/analysis.ts";
import { members, tolerance } from "#lib/core/survive/placement/machine-roles.ts";

const LEVELS = ["site", "zone"] as const;

/** The plan's two sites or zones, if its etcd members stand in exactly two and one of them holds the majority. */
export function twoSiteOf(plan: Plan): TwoSite | null {
  return twoPlaces(members(plan));
}

export function twoPlaces(voting: readonly Machine[]): TwoSite | null {
  for (const level of LEVELS) {
    const groups = Map.groupBy(voting, (machine) => machine[level] ?? null);
    if (groups.size !== 2 || groups.has(null)) continue;
    const [largest] = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
    const [deadly, there] = largest ?? [null, []];
    if (deadly === null || there.length <= tolerance(voting.length)) continue;
    const names = [...groups.keys()].filter((name) => name !== null);
    return { level, names, deadly, members: there.map(({ id }) => id), waysOut: [] };
  }
  return null;
}

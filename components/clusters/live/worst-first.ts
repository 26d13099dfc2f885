import type { ListedCluster } from "#lib/core/api/plans.ts";
import type { State } from "#lib/core/live/state.ts";

const ORDER: Readonly<Record<State, number>> = {
  critical: 0,
  warning: 1,
  unknown: 2,
  ok: 3,
  "provider-managed": 3,
  "not-applicable": 3,
};
/** After everything that is watched. */
const NOT_WATCHED = 4;

/** Where someone should look first: by state, then by the margin that is left for sure, then as the list came. */
export function worstFirst(clusters: readonly ListedCluster[]): readonly ListedCluster[] {
  const rank = ({ live }: ListedCluster) => (live === null ? NOT_WATCHED : ORDER[live.state]);
  const left = ({ live }: ListedCluster) => live?.margin.low ?? Number.MAX_SAFE_INTEGER;
  return clusters.toSorted((a, b) => rank(a) - rank(b) || left(a) - left(b));
}

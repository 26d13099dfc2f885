import type { Machine } from "#lib/core/plan/machine.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import type { Domain } from "#lib/core/survive/placement/domains.ts";
import { andGate, orGate } from "#lib/core/survive/placement/draft.ts";
import type { Context } from "./context.ts";
import { HOSTS_MAX, membership } from "./spread.ts";

/**
 * Down when none of the hosts is left. Up to 32 of them it is every one; of more, the domains that they stand in: that
 * more than 32 things fail by themselves at once is left out. Null where nothing else could take them all.
 */
export function noneLeft(context: Context, id: string, hosts: readonly Machine[]): Ref | null {
  if (hosts.length <= HOSTS_MAX) return andGate(context.draft, { id, inputs: hosts.map(context.machineDown) });
  const root: Branch = { ref: null, below: null, groups: [] };
  const isHost = membership(context, hosts);
  for (const stand of context.stands)
    if (stand.machines.some(isHost))
      branchOf(context, root, context.domains.of(stand.place)).groups.push(context.network.under(stand.place));
  return allDown(context, root, { id, spent: 0 });
}

interface Branch {
  readonly ref: Ref | null;
  below: Map<string, Branch> | null;
  /** What each group of hosts that stands right here falls with beside the domains. */
  readonly groups: (readonly Ref[])[];
}

function branchOf(context: Context, root: Branch, path: readonly Domain[]): Branch {
  let branch = root;
  for (const domain of path) {
    branch.below ??= new Map();
    const known = branch.below.get(domain.id);
    const next: Branch = known ?? { ref: context.domainDown(domain), below: null, groups: [] };
    if (known === undefined) branch.below.set(domain.id, next);
    branch = next;
  }
  return branch;
}

type Spent = { readonly id: string; readonly spent: number };

/** Everything inside a branch, part by part; `spent` failures at least are needed beside it. */
function allDown(context: Context, { below, groups }: Branch, { id, spent }: Spent): Ref | null {
  const parts = (below?.size ?? 0) + groups.length;
  if (spent + parts > HOSTS_MAX) return null;
  const inside = [...(below ?? [])].map(([name, branch]) => {
    const within = allDown(context, branch, { id: `${id}/${name}`, spent: spent + parts - 1 });
    return [...(branch.ref === null ? [] : [branch.ref]), ...(within === null ? [] : [within])];
  });
  const ways = [...inside, ...groups];
  if (ways.some((refs) => refs.length === 0)) return null;
  const inputs = ways.map((refs, index) => orGate(context.draft, { id: `${id}/${index + 1}`, inputs: refs }));
  return andGate(context.draft, { id: `${id}/all`, inputs: [...new Set(inputs)] });
}

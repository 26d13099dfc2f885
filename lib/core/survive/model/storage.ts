import type { Machine } from "#lib/core/plan/machine.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import { atLeastGate, type Draft, elementRef, orGate } from "#lib/core/survive/placement/draft.ts";
import { storeId } from "#lib/core/survive/placement/elements.ts";
import type { Store } from "#lib/core/survive/placement/parts.ts";
import { type Context, thing } from "./context.ts";
import { apart, groupsOf, spreadDown, together } from "./spread.ts";

/** Rook's default, one per host. */
const CEPH_MONITORS = 3;
const REPLICAS = 3;

/** One gate per store of the plan: down when some of its volumes may be out of reach. */
export function storageGates(context: Context): readonly Ref[] {
  return context.parts.stores.map(({ store, hosts }, index) => {
    const id = `storage/${index + 1}`;
    const inputs = [...new Set(storeInputs(context, { store, hosts, id }))];
    return orGate(context.draft, { id, inputs, component: thing("storage", store.name ?? store.kind) });
  });
}

type Place = { readonly store: Store; readonly hosts: readonly Machine[]; readonly id: string };

function storeInputs(context: Context, { store, hosts, id }: Place): readonly Ref[] {
  if (hosts.length === 0) return [elementRef(context.draft, storeId(store.name ?? store.kind))];
  switch (store.kind) {
    case "ceph":
      return [monitorsDown(context, hosts, id), dataDown(context, { store, hosts, id })];
    case "longhorn":
      return [spreadDown(context, { id, hosts, replicas: store.replicas ?? REPLICAS })];
    case "glusterfs":
      return [majorityDown(context.draft, brickRefs(context, hosts), { id, replicas: store.replicas ?? REPLICAS })];
    // One server, one local disk: whatever lies there is out of reach with its host.
    default:
      return [spreadDown(context, { id, hosts, replicas: store.replicas ?? 1 })];
  }
}

function monitorsDown(context: Context, hosts: readonly Machine[], id: string): Ref {
  const monitors = apart(context, hosts, CEPH_MONITORS).map(context.machineDown);
  const lost = monitors.length - Math.floor(monitors.length / 2);
  return atLeastGate(context.draft, lost, { id: `${id}/monitors`, inputs: monitors });
}

// Placement groups use every combination of failure domains: with a host lost in enough of them, some group is below
// min_size (size - size / 2) and stops.
function dataDown(context: Context, { store, hosts, id }: Place): Ref {
  const level = store.failureDomain ?? "machine";
  const groups = new Map<string, Ref[]>();
  for (const { place, machines, downs } of groupsOf(context, hosts)) {
    const domain = context.domains.of(place).find((each) => each.level === level);
    for (const [index, machine] of machines.entries()) {
      const key = domain?.id ?? machine.id;
      const refs = groups.get(key) ?? [];
      groups.set(key, refs);
      refs.push(...downs.slice(index, index + 1));
    }
  }
  const inputs = together([...groups.values()]).map((refs, index) =>
    orGate(context.draft, { id: `${id}/domain${index + 1}`, inputs: together(refs) }),
  );
  const size = store.replicas ?? REPLICAS;
  const lost = Math.floor(size / 2) + 1;
  return atLeastGate(context.draft, lost, { id: `${id}/data`, inputs });
}

function brickRefs(context: Context, hosts: readonly Machine[]): readonly Ref[] {
  const ordered = groupsOf(context, hosts).flatMap(({ machines }) => machines);
  return together(ordered).map(context.machineDown);
}

// Replica sets of neighbours; the client quorum wants a majority, and of two bricks the first.
function majorityDown(
  draft: Draft,
  bricks: readonly Ref[],
  { id, replicas }: { readonly id: string; readonly replicas: number },
): Ref {
  const sets = Array.from({ length: Math.ceil(bricks.length / replicas) }, (_, index) =>
    bricks.slice(index * replicas, (index + 1) * replicas),
  );
  const inputs = sets.map((set, index) => {
    const gate = { id: `${id}/set${index + 1}`, inputs: set };
    return atLeastGate(draft, set.length - Math.floor(set.length / 2), gate);
  });
  return orGate(draft, { id: `${id}/sets`, inputs });
}

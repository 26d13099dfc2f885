import { needsSomeone } from "#components/live/facts/acknowledged.ts";
import { isDerived } from "#components/live/facts/derived.ts";
import { listIn } from "#components/live/facts/pick-facts.ts";
import type { Fact, FactKind } from "#lib/core/live/state.ts";

/** One thing that is wrong, with all that shows it. */
export interface Cause {
  /** The fact that says most of it. */
  readonly lead: Fact;
  readonly others: readonly Fact[];
}

/** Nearest to the root first: a dead machine shows as a dead member, a dead member as a thin quorum. */
const ROOTS: readonly FactKind[] = [
  "etcd-alarm",
  "etcd-member",
  "api-server",
  "balancer",
  "lease",
  "node",
  "certificate",
  "vip",
  "api-path",
  "static-pod",
  "identity-lease",
  "clock",
  "version",
  "access",
  "backend-spread",
  "backend",
  "etcd-quorum",
  "margin",
];

/** Everything that someone should act on, by the machine that it is on, the worst first. */
export function causesOf(facts: readonly Fact[]): readonly Cause[] {
  const bad = facts.filter(needsSomeone);
  const roots = bad.filter((fact) => !isDerived(fact));
  const groups = Map.groupBy(roots.length > 0 ? roots : bad, groupOf);
  return [...groups.values()]
    .flatMap((group) => {
      const [lead, ...others] = group.toSorted(byWeight);
      return lead === undefined ? [] : [{ lead, others }];
    })
    .sort((a, b) => byWeight(a.lead, b.lead) || b.others.length - a.others.length);
}

/** These belong to whoever holds or leads by now, and are no fault of that machine. */
const HELD: readonly FactKind[] = ["lease", "vip", "etcd-quorum"];

function groupOf({ kind, machineId, subject }: Fact): string {
  return machineId === null || HELD.includes(kind) ? subject : machineId;
}

const PARTS: readonly FactKind[] = ["etcd-member", "api-server", "node"];

/** Everything that a master runs is lost: it is the machine. */
export function isWholeMachine({ lead, others }: Cause): boolean {
  return PARTS.every((kind) => [lead, ...others].some((fact) => fact.kind === kind));
}

function byWeight(a: Fact, b: Fact): number {
  const weight = ({ state, kind, reason, values }: Fact): number =>
    (state === "critical" ? 0 : 100) +
    (reason === "no-quorum" ? -1 : ROOTS.indexOf(kind)) -
    (listIn({ values }, "missing").length > 0 ? 0.5 : 0);
  return weight(a) - weight(b);
}

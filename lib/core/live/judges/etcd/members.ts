import type { Sighting, View } from "#lib/core/live/live-state.ts";
import type { EtcdMember, EtcdProgress, EtcdStatus } from "#lib/core/live/observation.ts";
import type { Machine } from "#lib/core/plan/machine.ts";

/** Evidence about one member, from itself and from its peers. */
export interface MemberEvidence {
  readonly id: string | null;
  readonly name: string;
  readonly machine: Machine | null;
  readonly isLearner: boolean;
  /** Added to the cluster and never started: it counts as a voter all the same. */
  readonly isUnstarted: boolean;
  readonly sighting: Sighting<"etcd-status"> | null;
  readonly status: EtcdStatus | null;
  readonly progress: Progress | null;
}

/** How a follower stands with its leader, in the leader's last two answers. */
export interface Progress {
  readonly now: EtcdProgress;
  readonly before: EtcdProgress | null;
  /** What the leader had committed in each of the two. */
  readonly commit: number;
  readonly commitBefore: number | null;
  /** False when the leader's newest look failed. */
  readonly isCurrent: boolean;
}

/** The members of the cluster as the best list names them; without any list, those that were looked at and those planned. */
export function membersOf(view: View): readonly MemberEvidence[] {
  const sightings = view.of("etcd-status");
  const listed = bestList(view);
  if (listed === null) {
    const looked = sightings.map((sighting) => evidenceOf(view, fromStatus(view, sighting), sighting));
    const known = new Set(looked.map(({ machine }) => machine?.id));
    const others = plannedMembers(view).filter(({ id }) => !known.has(id));
    return [...looked, ...others.map((machine) => evidenceOf(view, fromPlan(machine), null))];
  }
  return listed.map((member) => {
    const machine = machineOf(view, member);
    const sighting = sightings.find((one) => isOf(one, member, machine)) ?? null;
    return evidenceOf(view, { ...member, machine }, sighting);
  });
}

/** Whether all voters are known by name: a few members that answer may be few of many. */
export function areMembersKnown(view: View): boolean {
  return bestList(view) !== null || plannedMembers(view).length > 0;
}

function plannedMembers({ target }: View): readonly Machine[] {
  return (target.plan?.machines ?? []).filter(({ roles }) => roles.includes("etcd"));
}

function fromPlan(machine: Machine): Named {
  return { id: null, name: machine.hostname, isLearner: false, clientUrls: ["?"], machine };
}

/** The list of the member with the highest term among those that answered: the leader's where it can be asked. */
function bestList(view: View): readonly EtcdMember[] | null {
  const terms = new Map(view.of("etcd-status").map(({ last, seen }) => [last.target.name, termOf(seen)]));
  const lists = view
    .of("etcd-members")
    .flatMap(({ seen }) => (seen?.result.kind === "seen" ? [{ at: seen, members: seen.result.value.members }] : []));
  const rank = ({ at }: (typeof lists)[number]) => terms.get(at.target.name) ?? -1;
  return lists.toSorted((a, b) => rank(b) - rank(a) || b.at.monotonicMs - a.at.monotonicMs)[0]?.members ?? null;
}

function termOf(seen: Sighting<"etcd-status">["seen"]): number {
  return seen?.result.kind === "seen" ? seen.result.value.raftTerm : -1;
}

interface Named {
  readonly id: string | null;
  readonly name: string;
  readonly isLearner: boolean;
  readonly clientUrls: readonly string[];
  readonly machine: Machine | null;
}

function fromStatus(view: View, { last, seen }: Sighting<"etcd-status">): Named {
  const status = seen?.result.kind === "seen" ? seen.result.value : null;
  const machine = view.machines.of(last.target.machineId, last.target.name);
  const isLearner = status?.isLearner ?? false;
  const name = machine?.hostname ?? last.target.name;
  return { id: status?.memberId ?? null, name, isLearner, clientUrls: ["?"], machine };
}

function evidenceOf(view: View, member: Named, sighting: Sighting<"etcd-status"> | null): MemberEvidence {
  return {
    id: member.id,
    name: member.name === "" ? (member.machine?.hostname ?? member.id ?? "") : member.name,
    machine: member.machine,
    isLearner: member.isLearner,
    isUnstarted: member.name === "" && member.clientUrls.length === 0,
    sighting,
    status: sighting?.last.result.kind === "seen" ? sighting.last.result.value : null,
    progress: progressOf(view, member.id),
  };
}

/** The leader's word about this member in its last two answers; its own two looks must be consecutive. */
function progressOf(view: View, id: string | null): Progress | null {
  const leader = view.memory.etcd.leader;
  if (id === null || leader === null) return null;
  for (const { last, seen, seenBefore } of view.of("etcd-progress")) {
    if (seen?.result.kind !== "seen" || seen.result.value.leaderId !== leader.id) continue;
    const now = seen.result.value.followers.find(({ memberId }) => memberId === id);
    if (now === undefined) continue;
    const before = seenBefore?.result.kind === "seen" ? seenBefore.result.value : null;
    const same = before?.leaderId === leader.id ? before.followers.find(({ memberId }) => memberId === id) : undefined;
    return {
      now,
      before: same ?? null,
      commit: seen.result.value.commit,
      commitBefore: before?.commit ?? null,
      isCurrent: last === seen,
    };
  }
  return null;
}

function machineOf(view: View, { name, peerUrls, clientUrls }: EtcdMember): Machine | null {
  return view.machines.of(name, ...[...clientUrls, ...peerUrls].map(hostOf));
}

function isOf({ last, seen }: Sighting<"etcd-status">, member: EtcdMember, machine: Machine | null): boolean {
  if (seen?.result.kind === "seen") return seen.result.value.memberId === member.id;
  if (machine !== null && last.target.machineId === machine.id) return true;
  return [...member.clientUrls, ...member.peerUrls].some(
    (url) => hostOf(url) === hostOf(`https://${last.target.address}`),
  );
}

function hostOf(url: string): string {
  return url
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/.*$/, "")
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "");
}

import { isRefused, missedVerdict } from "#lib/core/live/judges/missed.ts";
import { missOf } from "#lib/core/live/judges/verdict-base.ts";
import type { Clocks, Judge, Verdict, View } from "#lib/core/live/live-state.ts";
import { sourceOf } from "#lib/core/live/live-state.ts";
import type { State } from "#lib/core/live/state.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";
import { judgeIdentities } from "./identity-leases.ts";
import { holderHost, type LeaseState, leaseAge } from "./lease-age.ts";
import type { TrackedLease } from "./lease-memory.ts";

/** Leases of leader election that a control plane has; kube-vip's only where it is used. */
const LEADER_LEASES = ["kube-controller-manager", "kube-scheduler"] as const;
const KUBE_VIP_LEASE = "plndr-cp-lock";
const QUARTER_HOUR_MS = 900_000;

/** Leaders of the control plane, holders of kube-vip's address, and the API servers that announce themselves. */
export const judgeLeases: Judge = {
  name: "leases",
  kinds: ["lease", "identity-lease"],
  probes: ["leases"],
  judge: (view) => {
    const [sighting] = view.of("leases");
    if (sighting === undefined) return [];
    const list = { sighting, sourced: sourceOf(sighting.last), every: everyMs("leases", view.target.pollSeconds) };
    if (sighting.seen === null || isRefused(sighting)) {
      return LEADER_LEASES.map((name) =>
        missedVerdict(sighting, { subject: `lease/${name}`, kind: "lease", every: list.every }),
      );
    }
    const about = {
      source: list.sourced,
      observedAtMs: sighting.seen.atMs,
      everyMs: list.every,
      sample: sighting.seen.monotonicMs,
      missed: missOf(sighting),
    };
    return [
      ...LEADER_LEASES.map((name) => leaderVerdict(view, name, about)),
      ...kubeVipVerdict(view, about),
      ...judgeIdentities(view, about),
    ];
  },
};

/** What all verdicts of one list share. */
export type Listed = Pick<Verdict, "source" | "observedAtMs" | "everyMs" | "sample" | "missed">;

const STATES: Readonly<Record<LeaseState, State>> = {
  fresh: "ok",
  settling: "unknown",
  late: "warning",
  released: "warning",
  stale: "critical",
  abandoned: "critical",
};

function leaderVerdict(view: View, name: string, listed: Listed): Verdict {
  const lease = view.memory.leases.leases.get(`kube-system/${name}`);
  const subject = `lease/${name}`;
  if (lease === undefined) {
    return { ...base(subject, listed), state: "unknown", reason: "no-lock-object", values: { name }, machineId: null };
  }
  return leaseVerdict(view, lease, { subject, listed });
}

function kubeVipVerdict(view: View, listed: Listed): readonly Verdict[] {
  const lease = view.memory.leases.leases.get(`kube-system/${KUBE_VIP_LEASE}`);
  return lease === undefined ? [] : [leaseVerdict(view, lease, { subject: `lease/${KUBE_VIP_LEASE}`, listed })];
}

interface About {
  readonly subject: string;
  readonly listed: Listed;
}

function leaseVerdict(view: View, lease: TrackedLease, { subject, listed }: About): Verdict {
  const { thresholds, pollSeconds } = view.target;
  const { record } = lease;
  const host = holderHost(record.holder);
  const machine = view.machines.of(record.hostname, host);
  // As of the last list: while nothing can be listed, an age would grow that no holder is to blame for.
  const { state } = leaseAge(lease, listed.sample, { thresholds, pollMs: pollSeconds * 1000 });
  const moves = recentMoves(view, subject, view.clocks);
  const flapping = flappingState(moves, view);
  const worst = STATES[state] === "critical" || flapping === null ? STATES[state] : flapping;
  return {
    ...base(subject, listed),
    state: worst,
    reason: worst === STATES[state] ? state : "flapping",
    machineId: machine?.id ?? null,
    values: {
      name: record.name,
      holder: host,
      identity: record.holder,
      machine: machine?.hostname ?? null,
      isPlanned: view.target.plan === null ? null : machine !== null,
      acquiredAtMs: record.acquireTimeMs,
      durationSeconds: record.durationSeconds,
      transitions: record.transitions,
      movesIn15Min: moves,
      lock: record.lock,
      isRecreated: lease.isRecreated,
      preferredHolder: record.preferredHolder,
    },
    gauges: {
      changedAtMs: view.clocks.wallMs - Math.round(view.clocks.monotonicMs - (lease.changedMs ?? lease.firstSeenMs)),
    },
    tracked: ["identity"],
  };
}

function flappingState(moves: number, { target }: View): State | null {
  if (moves >= target.thresholds.moves.critical) return "critical";
  return moves >= target.thresholds.moves.warning ? "warning" : null;
}

export function recentMoves({ memory }: View, subject: string, { wallMs }: Clocks): number {
  return (memory.moves.get(subject) ?? []).filter((at) => at > wallMs - QUARTER_HOUR_MS).length;
}

function base(subject: string, listed: Listed) {
  // A lease has waited for its whole duration by the time it is stale: nothing more needs to confirm it.
  return { ...listed, subject, kind: "lease" as const, confirmations: 1, tracked: [] };
}

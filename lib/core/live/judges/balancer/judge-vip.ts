import { recentMoves } from "#lib/core/live/judges/leases/judge-leases.ts";
import { holderHost } from "#lib/core/live/judges/leases/lease-age.ts";
import { missOf } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Verdict, View } from "#lib/core/live/live-state.ts";
import { sourceOf } from "#lib/core/live/live-state.ts";
import type { State } from "#lib/core/live/state.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";

/** Who holds the virtual address, as each balancer says of itself and as the address itself answers. */
export const judgeVip: Judge = {
  name: "vip",
  kinds: ["vip"],
  probes: ["slb", "leases"],
  judge: (view) => (view.of("slb").length > 0 ? [slbVerdict(view)] : kubeVipVerdict(view)),
};

const SUBJECT = "vip/main";

function slbVerdict(view: View): Verdict {
  const looks = view
    .of("slb")
    .map(({ last }) => ({ last, value: last.result.kind === "seen" ? last.result.value : null }));
  const own = looks.filter(({ last }) => last.target.way === "direct");
  const masters = own
    .filter(({ value }) => value?.vrrp === "MASTER")
    .map(({ value }) => value?.host ?? "")
    .toSorted();
  const silent = own.filter(({ value }) => value === null).map(({ last }) => last.target);
  const answered = own.length - silent.length;
  const through = looks.find(({ last, value }) => last.target.way === "path" && value !== null)?.value?.host ?? null;
  const holder = through ?? (masters.length === 1 ? (masters[0] ?? null) : null);
  const machine = view.machines.of(holder);
  const newest = looks.toSorted((a, b) => b.last.monotonicMs - a.last.monotonicMs)[0];
  const { state, reason } = holderState(view, { masters: masters.length, answered, count: own.length, holder });
  return {
    subject: SUBJECT,
    kind: "vip",
    state,
    reason,
    machineId: machine?.id ?? null,
    values: {
      holder: machine?.hostname ?? holder,
      masters,
      answered,
      balancers: own.length,
      silent: silent.map(({ machineId, name }) => view.machines.of(machineId, name)?.hostname ?? name),
      through,
      by: "vrrp",
      ...movesOf(view),
    },
    source: newest === undefined ? "slb" : sourceOf(newest.last),
    observedAtMs: holder === null && answered === 0 ? null : (newest?.last.atMs ?? null),
    sample: newest?.last.monotonicMs ?? 0,
    everyMs: everyMs("slb", view.target.pollSeconds),
    // All balancers are looked at in turn: two rounds, so that a move between two looks is no split.
    confirmations: view.target.thresholds.confirmations * Math.max(1, looks.length),
    tracked: ["holder"],
  };
}

/** How often the address moved, and when it did so last; null = not within a day of watching. */
function movesOf(view: View) {
  const moves = view.memory.moves.get(SUBJECT) ?? [];
  return {
    movesIn15Min: recentMoves(view, SUBJECT, view.clocks),
    movesIn24H: moves.length,
    movedAtMs: moves.at(-1) ?? null,
  };
}

interface Holding {
  readonly masters: number;
  readonly answered: number;
  readonly count: number;
  readonly holder: string | null;
}

function holderState(
  view: View,
  { masters, answered, count, holder }: Holding,
): { readonly state: State; readonly reason: string } {
  if (answered === 0) return { state: "unknown", reason: holder === null ? "no-channel" : "balancers-silent" };
  if (masters > 1) return { state: "critical", reason: "two-holders" };
  if (masters === 0 && answered === count && holder === null) return { state: "critical", reason: "no-holder" };
  if (masters === 0 && holder === null) return { state: "unknown", reason: "holder-not-seen" };
  if (recentMoves(view, SUBJECT, view.clocks) >= view.target.thresholds.moves.warning)
    return { state: "warning", reason: "flapping" };
  return answered < count ? { state: "warning", reason: "one-balancer-left" } : { state: "ok", reason: "held" };
}

/** kube-vip announces its holder as a lease; how fresh it is, the lease's own fact says. */
function kubeVipVerdict(view: View): readonly Verdict[] {
  const lease = view.memory.leases.leases.get("kube-system/plndr-cp-lock");
  const [sighting] = view.of("leases");
  if (lease === undefined || sighting === undefined || sighting.seen === null) return [];
  const host = holderHost(lease.record.holder);
  const machine = view.machines.of(host);
  return [
    {
      subject: SUBJECT,
      kind: "vip",
      state: host === "" ? "warning" : "ok",
      reason: host === "" ? "no-holder" : "held",
      machineId: machine?.id ?? null,
      values: {
        holder: machine?.hostname ?? host,
        by: "kube-vip",
        ...movesOf(view),
      },
      source: sourceOf(sighting.last),
      observedAtMs: sighting.seen.atMs,
      sample: sighting.seen.monotonicMs,
      everyMs: everyMs("leases", view.target.pollSeconds),
      confirmations: view.target.thresholds.confirmations,
      tracked: ["holder"],
      missed: missOf(sighting),
    },
  ];
}

import { advance, judgeBy, openLive, type Step, tick } from "#lib/core/live/advance.ts";
import { figuresOf } from "#lib/core/live/delta/refresh-fact.ts";
import { cutOff, lastKnown, rejoin, withoutReturns } from "#lib/core/live/judges/cut-off.ts";
import type { LiveState } from "#lib/core/live/live-state.ts";
import { indexMachines, type LiveTarget } from "#lib/core/live/live-target.ts";
import { lossesOf } from "#lib/core/live/margin/losses.ts";
import { type MarginModel, marginModel } from "#lib/core/live/margin/margin-model.ts";
import { marginState } from "#lib/core/live/margin/margin-state.ts";
import { observedPlan } from "#lib/core/live/margin/observed-plan.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import { worstOf } from "#lib/core/live/roll-up.ts";
import { allOf } from "#lib/core/live/shelves.ts";
import type { Fact, Margin } from "#lib/core/live/state.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Clock } from "#lib/probe/probe.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";

/** What a report says of the judged state; the watch adds whose it is. */
type JudgedReport = Omit<ClusterReport, "clusterId" | "shard" | "latencies">;

export interface JudgingOrder {
  readonly target: LiveTarget;
  readonly plan: Plan | null;
  readonly earlier: readonly Fact[];
  readonly clock: Clock;
  /** How often ages alone are reported. */
  readonly agesEveryMs: () => number;
  readonly report: (report: JudgedReport) => void;
}

export interface Judging {
  readonly see: (observation: Observation) => void;
  /** Call it about once a second. */
  readonly tick: () => void;
  readonly judgeBy: (thresholds: Thresholds) => void;
  /** The observer has no network of its own: nothing is judged until it has. */
  readonly setOffline: (isOffline: boolean) => void;
}

const NO_MARGIN: Margin = { low: null, high: null, planned: null, next: [] };

/** Judges what is seen of one cluster and says what changed. */
export function makeJudging({ target, plan, earlier, clock, report, agesEveryMs }: JudgingOrder): Judging {
  const now = () => ({ wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
  let state: LiveState = openLive(target, now(), earlier);
  let model: MarginModel | null = plan === null ? null : marginModel(plan);
  let structure = plan;
  /** As it was when the observer lost its network. */
  let before: LiveState | null = null;
  let isOffline = false;
  let isSilent = false;
  let saidMs = Number.NEGATIVE_INFINITY;

  /** A change goes out at once; that values are merely as old as now may wait for the next tick. */
  function take(found: Step): void {
    const step = {
      ...found,
      changes: { ...found.changes, transitions: withoutReturns(found.changes.transitions, state, before) },
    };
    state = step.state;
    const { facts, removed, transitions } = step.changes;
    if (facts.length + removed.length + transitions.length > 0) say(step);
    else isSilent = true;
  }

  function say(step: Step): void {
    isSilent = false;
    saidMs = clock.monotonicMs();
    const facts = allOf(state.settled).map(({ fact }) => fact);
    const margin = model === null || structure === null ? NO_MARGIN : model.of(lossesOf(structure, facts));
    const { state: worst, unknownCount } = worstOf(facts);
    report({
      atMs: clock.wallMs(),
      // Each lost thing may be a mere warning where the loss of one more is an outage.
      state: worstOf([{ state: worst }, { state: marginState(margin) }]).state,
      unknownCount,
      margin,
      ...figuresOf(state),
      ...step.changes,
    });
  }

  /** Without a plan the control plane that is seen stands in, and its machines are called as its nodes are. */
  function learnStructure(): void {
    const observed = plan === null ? observedPlan(state) : null;
    if (observed === null || JSON.stringify(observed) === JSON.stringify(structure)) return;
    structure = observed;
    model = marginModel(observed);
    state = { ...state, machines: indexMachines(observed) };
  }

  return {
    see: (observation) => {
      take(advance(state, observation));
      if (observation.probe === "nodes") learnStructure();
    },
    tick: () => {
      if (isOffline) return;
      const step = tick(state, now());
      const hasNews = isSilent;
      take(step);
      if (hasNews && clock.monotonicMs() - saidMs >= agesEveryMs()) say(step);
      else isSilent = hasNews;
    },
    judgeBy: (thresholds) => take(judgeBy(state, thresholds, now())),
    setOffline: (becomesOffline) => {
      if (isOffline === becomesOffline) return;
      isOffline = becomesOffline;
      if (isOffline) before = lastKnown(state, before);
      take(isOffline || before === null ? cutOff(state, clock.wallMs()) : rejoin(state, before, clock.wallMs()));
    },
  };
}

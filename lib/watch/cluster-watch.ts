import { advance, openLive, type Step, tick } from "#lib/core/live/advance.ts";
import type { LiveState } from "#lib/core/live/live-state.ts";
import { indexMachines, type LiveTarget } from "#lib/core/live/live-target.ts";
import { lossesOf } from "#lib/core/live/margin/losses.ts";
import { type MarginModel, marginModel } from "#lib/core/live/margin/margin-model.ts";
import { marginState } from "#lib/core/live/margin/margin-state.ts";
import { observedPlan } from "#lib/core/live/margin/observed-plan.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import { gaugesOf } from "#lib/core/live/refresh-fact.ts";
import { type RollUp, worstOf } from "#lib/core/live/roll-up.ts";
import type { Fact, Margin } from "#lib/core/live/state.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";
import { probes } from "#lib/probe/index.ts";
import { type Clock, type ProbeOptions, systemClock } from "#lib/probe/probe.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { Watched } from "#lib/store/connection/watched.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";
import { type Accesses, accessesOf, type OpenCredentials } from "./accesses.ts";
import { latencyRounds } from "./history/latency-rounds.ts";
import { makePulse, type Pulse } from "./pace/pulse.ts";
import { keepRhythm } from "./pace/rhythm.ts";
import { type Pace, type Task, tasksOf } from "./pace/tasks.ts";
import type { ServiceAccount } from "./service-account.ts";

export interface WatchOrder {
  readonly watched: Watched;
  readonly credentials: OpenCredentials;
  readonly account: ServiceAccount;
  readonly shard: HeldShard;
  readonly thresholds: Thresholds;
  /** Facts that an earlier engine stored. */
  readonly earlier: readonly Fact[];
  readonly transport: Transport;
  readonly observer: string;
  readonly mayPoll: () => boolean;
  readonly report: (report: ClusterReport) => void;
  /** Told at every sight which running cluster this is. */
  readonly learnIdentity: (uid: string) => void;
  readonly pulse?: Pulse;
  readonly pace?: Pace;
  /** How many clusters this engine watches: what they do together is spread accordingly. */
  readonly fleet?: () => number;
  readonly clock?: Clock;
}

export interface ClusterWatch {
  readonly stop: () => void;
}

const TICK_MS = 1000;
/** A failed look is repeated after this, so that confirming it costs a quarter of a second and not an interval. */
const CONFIRM_AFTER_MS = [250, 750] as const;
/** How often ages alone are stored: often enough for a reader who counts on between two of them, ... */
const AGES_EVERY_MS = 2000;
/** ... but of a large fleet only so many clusters a second, which is every ten seconds of a thousand. */
const AGES_PER_SECOND = 100;
/** A new cluster shows something within this time. */
const FIRST_WITHIN_MS = 1500;
/** A thousand clusters that start together take as long for their slow looks as keeps the first minute even. */
const FIRST_LOOKS_PER_SECOND = 20;
const FIRST_WITHIN_MAX_MS = 60_000;
/** A look that begins so late says more of this machine than of the cluster: to repeat it would add to the load. */
const OVERLOADED_MS = 500;
const NO_MARGIN: Margin = { low: null, high: null, planned: null, next: [] };

/** Looks at one cluster until it is stopped, judges what is seen, and reports what changed. */
export function watchCluster(order: WatchOrder): ClusterWatch {
  const { watched, transport, shard, clock = systemClock, pulse = makePulse(), fleet = () => 1 } = order;
  const accesses = accessesOf(watched, order.credentials, order.account);
  const plan = watched.plan.machines.length === 0 ? null : watched.plan;
  const now = () => ({ wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
  let state: LiveState = openLive(targetOf(order), now(), order.earlier);
  let model: MarginModel | null = plan === null ? null : marginModel(plan);
  let structure = plan;

  const tasks = tasksOf(watched.connection, order.pace);
  const rounds = latencyRounds(tasks);

  let isSilent = false;
  let saidMs = Number.NEGATIVE_INFINITY;

  /** A change goes out at once; that values are merely as old as now may wait for the next tick. */
  function take(step: Step): void {
    state = step.state;
    const { facts, removed, transitions } = step.changes;
    if (facts.length + removed.length + transitions.length > 0) say(step);
    else isSilent = true;
  }

  function say(step: Step): void {
    isSilent = false;
    saidMs = clock.monotonicMs();
    const facts = [...state.settled.values()].map(({ fact }) => fact);
    const margin = model === null || structure === null ? NO_MARGIN : model.of(lossesOf(structure, facts));
    const summary = { ...overallOf(facts, margin), clusterId: watched.clusterId, shard, atMs: clock.wallMs() };
    const ages = { seen: Object.fromEntries(state.seen), gauges: gaugesOf(state) };
    order.report({ ...summary, margin, ...ages, ...step.changes, latencies: rounds.take() });
  }

  /** Without a plan the control plane that is seen stands in, and its machines are called as its nodes are. */
  function learnStructure(): void {
    const observed = plan === null ? observedPlan(state) : null;
    if (observed === null || JSON.stringify(observed) === JSON.stringify(structure)) return;
    structure = observed;
    model = marginModel(observed);
    state = { ...state, machines: indexMachines(observed) };
  }

  async function look(task: Task, lagMs: number): Promise<void> {
    if (!order.mayPoll()) return;
    const first = await lookOnce(task, accesses, { order, transport, clock });
    rounds.add(first);
    take(advance(state, first));
    if (task.probe === "nodes") learnStructure();
    if (first.probe === "cluster-identity" && first.result.kind === "seen") order.learnIdentity(first.result.value.uid);
    if (!isDoubtful(first) || lagMs > OVERLOADED_MS) return;
    for (const delayMs of CONFIRM_AFTER_MS) {
      await new Promise((done) => setTimeout(done, delayMs));
      if (isStopped) return;
      const again = await lookOnce(task, accesses, { order, transport, clock });
      take(advance(state, again));
      if (!isDoubtful(again)) return;
    }
  }

  let isStopped = false;
  const firstWithinMs = firstWithin(fleet());
  const quickMs = watched.connection.pollSeconds * 1000;
  const stops = tasks.map((task) => {
    // A target counts as looked at by its quickest probe; what it shows once an hour may take longer.
    const settleFirst = task.everyMs > quickMs ? () => undefined : pulse.planned();
    const stop = keepRhythm({
      name: `${watched.clusterId} ${task.probe} ${task.target.address}`,
      everyMs: task.everyMs,
      firstWithinMs,
      run: async (lagMs) => {
        pulse.began(lagMs);
        await look(task, lagMs);
        settleFirst();
      },
    });
    return () => {
      stop();
      settleFirst();
    };
  });
  stops.push(
    keepRhythm({
      name: `${watched.clusterId} latencies`,
      everyMs: quickMs,
      firstWithinMs: quickMs,
      run: async () => rounds.close(clock.wallMs()),
    }),
  );
  const ticking = setInterval(() => {
    const step = tick(state, now());
    const hasNews = isSilent;
    take(step);
    if (hasNews && clock.monotonicMs() - saidMs >= agesEveryMs(fleet())) say(step);
    else isSilent = hasNews;
  }, TICK_MS);
  return {
    stop: () => {
      isStopped = true;
      clearInterval(ticking);
      for (const stop of stops) stop();
      for (const access of [accesses.api, accesses.etcd, accesses.pages]) transport.release(access);
    },
  };
}

function agesEveryMs(fleet: number): number {
  return Math.max(AGES_EVERY_MS, (fleet / AGES_PER_SECOND) * 1000);
}

function firstWithin(fleet: number): number {
  return Math.min(FIRST_WITHIN_MAX_MS, Math.max(FIRST_WITHIN_MS, (fleet / FIRST_LOOKS_PER_SECOND) * 1000));
}

/** Only what may be a fault is looked at again at once; a missing permission will be missing in a second too. */
function isDoubtful({ probe, result }: Observation): boolean {
  if (probe !== "api-health" && probe !== "etcd-status") return false;
  if (result.kind === "seen") return probe === "api-health" && "status" in result.value && result.value.status >= 500;
  return ["refused", "timeout", "reset", "unreachable", "server-error"].includes(result.reason);
}

interface Looking {
  readonly order: WatchOrder;
  readonly transport: Transport;
  readonly clock: Clock;
}

async function lookOnce(
  { probe, target, access, timeoutMs }: Task,
  accesses: Accesses,
  looking: Looking,
): Promise<Observation> {
  const { order, transport, clock } = looking;
  const options: ProbeOptions = { transport, timeoutMs, observer: order.observer, clock };
  return asObservation(await probes[probe](target, accesses[access], options));
}

/** A probe picked by its name answers with the observation of that name; the table's own type says so, key by key. */
function asObservation(found: Awaited<ReturnType<(typeof probes)[keyof typeof probes]>>): Observation {
  return found as Observation;
}

/** Each lost thing may be a mere warning where the loss of one more is an outage. */
function overallOf(facts: readonly Fact[], margin: Margin): RollUp {
  const { state, unknownCount } = worstOf(facts);
  return { state: worstOf([{ state }, { state: marginState(margin) }]).state, unknownCount };
}

function targetOf({ watched, thresholds, observer }: WatchOrder): LiveTarget {
  const { connection, plan } = watched;
  return {
    plan: plan.machines.length === 0 ? null : plan,
    pollSeconds: connection.pollSeconds,
    observer,
    thresholds,
    masters: connection.masters.map(({ machineId, address }) => machineId ?? address),
    hasEtcdAccess: connection.etcd !== null,
    hasBalancerAccess: connection.balancers.length > 0,
  };
}

import { advance, openLive, type Step, tick } from "#lib/core/live/advance.ts";
import type { LiveState } from "#lib/core/live/live-state.ts";
import { indexMachines, type LiveTarget } from "#lib/core/live/live-target.ts";
import { lossesOf } from "#lib/core/live/margin/losses.ts";
import { type MarginModel, marginModel } from "#lib/core/live/margin/margin-model.ts";
import { observedPlan } from "#lib/core/live/margin/observed-plan.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import { worstOf } from "#lib/core/live/roll-up.ts";
import type { Fact, Margin } from "#lib/core/live/state.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";
import { probes } from "#lib/probe/index.ts";
import { type Clock, type ProbeOptions, systemClock } from "#lib/probe/probe.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { Watched } from "#lib/store/connection/watched.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";
import { type Accesses, accessesOf, type OpenCredentials } from "./accesses.ts";
import { keepRhythm } from "./rhythm.ts";
import { watchRights } from "./rights.ts";
import { type Task, tasksOf } from "./tasks.ts";

export interface WatchOrder {
  readonly watched: Watched;
  readonly credentials: OpenCredentials;
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
  readonly clock?: Clock;
}

export interface ClusterWatch {
  readonly stop: () => void;
}

const TICK_MS = 1000;
/** A failed look is repeated after this, so that confirming it costs a quarter of a second and not an interval. */
const CONFIRM_AFTER_MS = [250, 750] as const;
/** How often ages alone are stored: often enough for a reader who counts on between two of them. */
const AGES_EVERY_MS = 2000;
const NO_MARGIN: Margin = { low: null, high: null, planned: null, next: [] };

/** Looks at one cluster until it is stopped, judges what is seen, and reports what changed. */
export function watchCluster(order: WatchOrder): ClusterWatch {
  const { watched, transport, shard, clock = systemClock } = order;
  const accesses = accessesOf(watched, order.credentials);
  const plan = watched.plan.machines.length === 0 ? null : watched.plan;
  const now = () => ({ wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
  let state: LiveState = openLive(targetOf(order), now(), order.earlier);
  let model: MarginModel | null = plan === null ? null : marginModel(plan);
  let structure = plan;

  let isStopped = false;
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
    order.report({
      clusterId: watched.clusterId,
      shard,
      atMs: clock.wallMs(),
      ...worstOf(facts),
      margin: marginNow(facts),
      seen: Object.fromEntries(state.seen),
      gauges: gaugesOf(state),
      ...step.changes,
      latency: null,
    });
  }

  function marginNow(facts: readonly Fact[]): Margin {
    return model === null || structure === null ? NO_MARGIN : model.of(lossesOf(structure, facts));
  }

  /** Without a plan the control plane that is seen stands in, and its machines are called as its nodes are. */
  function learnStructure(): void {
    const observed = plan === null ? observedPlan(state) : null;
    if (observed === null || JSON.stringify(observed) === JSON.stringify(structure)) return;
    structure = observed;
    model = marginModel(observed);
    state = { ...state, machines: indexMachines(observed) };
  }

  async function look(task: Task): Promise<void> {
    if (!order.mayPoll()) return;
    const first = await lookOnce(task, accesses, { order, transport, clock });
    // A look that the end cut short saw nothing, and whoever watches next has begun already.
    if (isStopped) return;
    take(advance(state, first));
    if (task.probe === "nodes") learnStructure();
    rights.note(first);
    if (first.probe === "cluster-identity" && first.result.kind === "seen") order.learnIdentity(first.result.value.uid);
    if (!isDoubtful(first)) return;
    for (const delayMs of CONFIRM_AFTER_MS) {
      await new Promise((done) => setTimeout(done, delayMs));
      if (isStopped) return;
      const again = await lookOnce(task, accesses, { order, transport, clock });
      if (isStopped) return;
      take(advance(state, again));
      if (!isDoubtful(again)) return;
    }
  }

  const tasks = tasksOf(watched.connection);
  const rights = watchRights(() => {
    for (const task of tasks) if (task.probe === "access") void look(task);
  });
  const stops = tasks.map((task) =>
    keepRhythm({
      name: `${watched.clusterId} ${task.probe} ${task.target.address}`,
      everyMs: task.everyMs,
      run: () => look(task),
    }),
  );
  const ticking = setInterval(() => {
    const step = tick(state, now());
    const hasNews = isSilent;
    take(step);
    if (hasNews && clock.monotonicMs() - saidMs >= AGES_EVERY_MS) say(step);
    else isSilent = hasNews;
  }, TICK_MS);
  return {
    stop: () => {
      isStopped = true;
      clearInterval(ticking);
      rights.stop();
      for (const stop of stops) stop();
      for (const access of [accesses.api, accesses.etcd, accesses.pages]) transport.release(access);
    },
  };
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

function gaugesOf(state: LiveState): Record<string, number> {
  const gauges: Record<string, number> = {};
  for (const { fact, gauges: own } of state.settled.values()) {
    for (const [name, value] of Object.entries(own)) gauges[`${fact.subject} ${name}`] = value;
  }
  return gauges;
}

import type { LiveTarget } from "#lib/core/live/live-target.ts";
import type { LookedProbe, Observation } from "#lib/core/live/observation.ts";
import type { Fact } from "#lib/core/live/state.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";
import { probes } from "#lib/probe/index.ts";
import { type Clock, type ProbeOptions, systemClock } from "#lib/probe/probe.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { Watched } from "#lib/store/connection/watched.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";
import { type Accesses, accessesOf, type OpenCredentials } from "#lib/watch/accesses.ts";
import { latencyRounds } from "#lib/watch/history/latency-rounds.ts";
import { makePulse, type Pulse } from "#lib/watch/pace/pulse.ts";
import { keepRhythm } from "#lib/watch/pace/rhythm.ts";
import { type Pace, type Task, tasksOf } from "#lib/watch/pace/tasks.ts";
import { makeTurns, type Turns } from "#lib/watch/pace/turns.ts";
import type { ServiceAccount } from "#lib/watch/service-account.ts";
import { type Judging, makeJudging } from "./judging.ts";
import { watchLeaders } from "./leaders.ts";
import { watchLeaves } from "./leaves.ts";
import { watchRights } from "./rights.ts";

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
  /** Whether a look says something of the cluster, or only of our own network. */
  readonly weigh: (observation: Observation) => Promise<"take" | "hold">;
  /** Told at every sight which running cluster this is. */
  readonly learnIdentity: (uid: string) => void;
  readonly pulse?: Pulse;
  /** Where the first looks of slow probes wait, all clusters of this engine together. */
  readonly turns?: Turns;
  readonly pace?: Pace;
  /** How many clusters this engine watches: what they do together is spread accordingly. */
  readonly fleet?: () => number;
  readonly clock?: Clock;
}

export interface ClusterWatch extends Pick<Judging, "judgeBy" | "setOffline"> {
  readonly stop: () => void;
}

const TICK_MS = 1000;
/** A failed look is repeated after this, so that confirming it costs a quarter of a second and not an interval. */
const CONFIRM_AFTER_MS = [250, 750] as const;
/** What kept silent for a whole look is given this much more, so that a vanished host is down four seconds after a look. */
const SILENT_AGAIN_MS = 700;
/** How often ages alone are stored: often enough for a reader who counts on between two of them, ... */
const AGES_EVERY_MS = 2000;
/** ... but of a large fleet only so many clusters a second, which is every ten seconds of a thousand. */
const AGES_PER_SECOND = 100;
/** A new cluster shows something within this time. */
const FIRST_WITHIN_MS = 1500;
/** A thousand clusters that start together take as long for their slow looks as keeps the first minute even. */
const FIRST_LOOKS_PER_SECOND = 25;
const FIRST_WITHIN_MAX_MS = 60_000;
/** What a renewed certificate changes. */
const CERTIFICATE_PROBES: readonly LookedProbe[] = ["certificate", "loopback-certificate"];
/** A look that begins so late says more of this machine than of the cluster: to repeat it would add to the load. */
const OVERLOADED_MS = 500;

/** Looks at one cluster until it is stopped, judges what is seen, and reports what changed. */
export function watchCluster(order: WatchOrder): ClusterWatch {
  const { watched, transport, shard, clock = systemClock, fleet = () => 1 } = order;
  const accesses = accessesOf(watched, order.credentials, order.account);
  const tasks = tasksOf(watched.connection, order.pace);
  const rounds = latencyRounds(tasks);
  const judging = makeJudging({
    target: targetOf(order),
    plan: watched.plan.machines.length === 0 ? null : watched.plan,
    earlier: order.earlier,
    clock,
    agesEveryMs: () => agesEveryMs(fleet()),
    report: (judged) => order.report({ ...judged, clusterId: watched.clusterId, shard, latencies: rounds.take() }),
  });
  let isStopped = false;

  /** The look, where it may call for a second one; else null. */
  async function lookAndJudge(task: Task): Promise<Observation | null> {
    const observation = await lookOnce(task, accesses, { order, transport, clock });
    rounds.add(observation);
    if (isStopped || (await order.weigh(observation)) === "hold") return null;
    judging.see(observation);
    rights.note(observation);
    noteLeaf(observation);
    leaders.note(observation);
    const { probe, result } = observation;
    if (probe === "cluster-identity" && result.kind === "seen") order.learnIdentity(result.value.uid);
    return isDoubtful(observation) ? observation : null;
  }

  async function look(task: Task, lagMs: number): Promise<void> {
    if (!order.mayPoll()) return;
    const first = await lookAndJudge(task);
    if (first === null || lagMs > OVERLOADED_MS) return;
    const again = isSilence(first) ? { ...task, timeoutMs: Math.min(task.timeoutMs, SILENT_AGAIN_MS) } : task;
    for (const delayMs of CONFIRM_AFTER_MS) {
      await new Promise((done) => setTimeout(done, delayMs));
      if (isStopped || (await lookAndJudge(again)) === null) return;
    }
  }

  const lookAlso = (isMeant: (task: Task) => boolean): void => {
    for (const task of tasks) if (isMeant(task)) void look(task, 0);
  };
  const rights = watchRights(() => lookAlso(({ probe }) => probe === "access"));
  const noteLeaf = watchLeaves((address) =>
    lookAlso(({ probe, target }) => CERTIFICATE_PROBES.includes(probe) && target.address === address),
  );
  const leaders = watchLeaders((address) =>
    lookAlso(({ probe, target }) => probe === "etcd-progress" && target.address === address),
  );
  const stops = [
    ...startTasks(tasks, { order, look, isNeedless: leaders.isNeedless }),
    keepRhythm({
      name: `${watched.clusterId} latencies`,
      everyMs: pollMs(order),
      firstWithinMs: pollMs(order),
      run: async () => rounds.close(clock.wallMs()),
    }),
  ];
  const ticking = setInterval(judging.tick, TICK_MS);
  return {
    judgeBy: judging.judgeBy,
    setOffline: judging.setOffline,
    stop: () => {
      isStopped = true;
      clearInterval(ticking);
      rights.stop();
      for (const stop of stops) stop();
      for (const access of [accesses.api, accesses.etcd, accesses.pages]) transport.release(access);
    },
  };
}

interface Starting {
  readonly order: WatchOrder;
  readonly look: (task: Task, lagMs: number) => Promise<void>;
  readonly isNeedless: (task: Task) => boolean;
}

function startTasks(tasks: readonly Task[], { order, look, isNeedless }: Starting): readonly (() => void)[] {
  const { watched, pulse = makePulse(), turns = makeTurns(), fleet = () => 1 } = order;
  const firstWithinMs = firstWithin(fleet());
  return tasks.map((task) => {
    // A target counts as looked at by its quickest probe; what it shows once an hour may take longer.
    const isSlow = task.everyMs > pollMs(order);
    const settleFirst = isSlow ? () => undefined : pulse.planned();
    const stop = keepRhythm({
      name: `${watched.clusterId} ${task.probe} ${task.target.address}`,
      everyMs: task.everyMs,
      firstWithinMs,
      ...(isSlow ? { turn: turns.next } : {}),
      run: async (lagMs) => {
        if (isNeedless(task)) return;
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
}

function pollMs({ watched }: WatchOrder): number {
  return watched.connection.pollSeconds * 1000;
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

function isSilence({ result }: Observation): boolean {
  return result.kind === "missed" && result.reason === "timeout";
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

import { advance, openLive, type Step, tick } from "#lib/core/live/advance.ts";
import type { LiveChanges, LiveState } from "#lib/core/live/live-state.ts";
import type { LiveTarget } from "#lib/core/live/live-target.ts";
import type {
  LeaseRecord,
  Missed,
  MissReason,
  Observation,
  ProbeName,
  Sights,
  Target,
} from "#lib/core/live/observation.ts";
import { allOf } from "#lib/core/live/shelves.ts";
import type { Fact, Transition } from "#lib/core/live/state.ts";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

const START_MS = Date.UTC(2026, 10, 26, 14, 0, 0);

/** Three planned masters with stacked etcd, m1 to m3. */
function threeMasters(): Plan {
  const machine = (number: number): Machine => ({
    id: `id-m${number}`,
    order: number,
    hostname: `m${number}`,
    ips: [`10.0.0.1${number}`],
    roles: ["control-plane", "etcd"],
    disks: [],
  });
  return { ...blankPlan("live"), options: { etcd: { topology: "stacked" } }, machines: [1, 2, 3].map(machine) };
}

/** A cluster that is being watched, with clocks that stand still until they are moved. */
export function watchLive(change: Partial<LiveTarget> = {}) {
  const target: LiveTarget = {
    plan: threeMasters(),
    pollSeconds: 5,
    observer: "watcher",
    thresholds: DEFAULT_THRESHOLDS,
    masters: ["id-m1", "id-m2", "id-m3"],
    hasEtcdAccess: true,
    hasBalancerAccess: true,
    ...change,
  };
  const clocks = { wallMs: START_MS, monotonicMs: 1_000_000 };
  let state: LiveState = openLive(target, clocks);
  const transitions: Transition[] = [];

  function take({ state: next, changes }: Step): LiveChanges {
    state = next;
    transitions.push(...changes.transitions);
    return changes;
  }
  const look = <Name extends ProbeName>(probe: Name, about: Target, result: Observation["result"]): LiveChanges =>
    take(
      advance(
        state,
        observationOf(probe, { target: about, result, atMs: clocks.wallMs, monotonicMs: clocks.monotonicMs }),
      ),
    );

  const facts = (): readonly Fact[] => allOf(state.settled).map(({ fact }) => fact);

  return {
    clocks,
    transitions,
    pass: (ms: number): LiveChanges => {
      clocks.wallMs += ms;
      clocks.monotonicMs += ms;
      return take(tick(state, clocks));
    },
    see: <Name extends ProbeName>(probe: Name, about: Target, value: Sights[Name]): LiveChanges =>
      look(probe, about, { kind: "seen", value } as Observation["result"]),
    miss: (probe: ProbeName, about: Target, reason: MissReason, status: number | null = null): LiveChanges => {
      const missed: Missed = { kind: "missed", reason, detail: `seen by the test: ${reason}`, status };
      return look(probe, about, missed);
    },
    fact: (subject: string): Fact | undefined => facts().find((fact) => fact.subject === subject),
    facts,
    state: () => state,
  };
}
export type Watching = ReturnType<typeof watchLive>;

interface Looked {
  readonly target: Target;
  readonly result: Observation["result"];
  readonly atMs: number;
  readonly monotonicMs: number;
}

/** The caller's types tie probe and value together; the union of all observations cannot be narrowed by a generic name. */
function observationOf(probe: ProbeName, { target, result, atMs, monotonicMs }: Looked): Observation {
  return { probe, target, result, atMs, monotonicMs, durationMs: 5, observer: "watcher" } as Observation;
}

export function master(number: number, port = 2379): Target {
  return { name: `id-m${number}`, machineId: `id-m${number}`, address: `10.0.0.1${number}:${port}`, way: "direct" };
}

export const VIP: Target = { name: "path", machineId: null, address: "10.0.0.10:6443", way: "path" };

export function lease(name: string, over: Partial<LeaseRecord> = {}): LeaseRecord {
  return {
    namespace: "kube-system",
    name,
    uid: `uid-${name}`,
    resourceVersion: "1",
    holder: "m1_0f0e0d0c-0b0a-4908-8706-050403020100",
    durationSeconds: 15,
    acquireTimeMs: START_MS - 3_600_000,
    renewTimeMs: START_MS,
    transitions: 3,
    preferredHolder: null,
    hostname: null,
    writtenAtMs: null,
    lock: "lease",
    ...over,
  };
}

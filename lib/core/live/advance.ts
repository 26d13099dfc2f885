import { afterJump, clocksOf } from "./clock-jump.ts";
import { judgeCertificates } from "./judges/certificates/judge-certificates.ts";
import { emptyBackendMemory, rememberBackends } from "./judges/control/backend-memory.ts";
import { emptyEtcdMemory, rememberEtcd } from "./judges/etcd/memory.ts";
import { judges } from "./judges/judges.ts";
import { emptyLeaseMemory, rememberLeases } from "./judges/leases/lease-memory.ts";
import { viewOf } from "./judges/view.ts";
import type { Clocks, Judge, LiveChanges, LiveState, Memory, Settled, Sighting } from "./live-state.ts";
import { indexMachines, type LiveTarget } from "./live-target.ts";
import type { Observation, ProbeName } from "./observation.ts";
import { settle, stale, trackedText } from "./settle.ts";
import { allOf, withAll } from "./shelves.ts";
import type { Fact, FactKind, Transition } from "./state.ts";
import type { Thresholds } from "./thresholds.ts";

const DAY_MS = 86_400_000;

export interface Step {
  readonly state: LiveState;
  readonly changes: LiveChanges;
}

/**
 * The start of watching a cluster. Facts of an earlier run stand, with their age, until something is seen again; ages
 * of leases and evidence of members start from nothing, so that nothing is ok only because it was.
 */
export function openLive(target: LiveTarget, clocks: Clocks, earlier: readonly Fact[] = []): LiveState {
  const facts = earlier.map((fact) => [fact.kind, fact.subject, earlierFact(fact, target)] as const);
  return {
    target,
    machines: indexMachines(target.plan),
    sightings: new Map(),
    memory: {
      leases: emptyLeaseMemory,
      etcd: emptyEtcdMemory,
      backends: emptyBackendMemory,
      moves: new Map(),
    },
    settled: withAll(new Map<FactKind, ReadonlyMap<string, Settled>>(), facts),
    clocks,
  };
}

function earlierFact(fact: Fact, { pollSeconds }: LiveTarget): Settled {
  const tracked = Object.fromEntries(Object.entries(fact.values).flatMap(([name, value]) => trackedText(name, value)));
  const everyMs = pollSeconds * 1000;
  return {
    fact,
    gauges: {},
    tracked,
    everyMs,
    missed: null,
    sample: null,
    pending: null,
    isFresh: false,
    isJudged: true,
  };
}

/** What a look makes of the state. Pure; the instants are those of the observation. */
export function advance(before: LiveState, observation: Observation): Step {
  const clocks = clocksOf(observation);
  const { state, transitions } = afterJump(before, clocks);
  const { probe, target } = observation;
  // One machine shows a certificate at each of its ports: the name alone would keep the last of them only.
  const key = `${target.address} ${target.way} ${target.name}`;
  const sighting = sighted(state.sightings.get(probe)?.get(key), observation);
  const sightings = withAll(state.sightings, [[probe, key, sighting]]);
  const next = { ...state, sightings, clocks, memory: remember(state, observation) };
  return withJump(judgeWith(next, judgesOf(probe)), transitions);
}

const byProbe = new Map<ProbeName, readonly Judge[]>();

function judgesOf(probe: ProbeName): readonly Judge[] {
  const known = byProbe.get(probe);
  if (known !== undefined) return known;
  const found = judges.filter(({ probes }) => probes.includes(probe));
  byProbe.set(probe, found);
  return found;
}

/** All facts are told again after a jump: the stored ones still carry the instants of before. */
function withJump(step: Step, transitions: readonly Transition[]): Step {
  if (transitions.length === 0) return step;
  const facts = allOf(step.state.settled).map(({ fact }) => fact);
  return { ...step, changes: joined({ ...step.changes, facts: [] }, { facts, removed: [], transitions }) };
}

/** What time alone changes: a value that nobody has seen for three intervals is unknown. Call it about once a second. */
export function tick(before: LiveState, clocks: Clocks): Step {
  const { state, transitions } = afterJump(before, clocks);
  return withJump(ageFacts({ ...state, clocks }, clocks), transitions);
}

/** Judges the dates that were seen as of a later moment: certificates run out without anybody looking. */
export function judgeDates(state: LiveState, clocks: Clocks): Step {
  return judgeWith({ ...state, clocks }, [judgeCertificates]);
}

/** Judges what was seen by other thresholds; everything that is remembered stays. */
export function judgeBy(state: LiveState, thresholds: Thresholds, clocks: Clocks): Step {
  return judgeWith({ ...state, clocks, target: { ...state.target, thresholds } }, judges);
}

function sighted(before: Sighting | undefined, last: Observation): Sighting {
  const isSeen = last.result.kind === "seen";
  return {
    last,
    seen: isSeen ? last : (before?.seen ?? null),
    seenBefore: isSeen ? (before?.seen ?? null) : (before?.seenBefore ?? null),
    missesInRow: isSeen ? 0 : (before?.missesInRow ?? 0) + 1,
  };
}

function remember({ memory, target }: LiveState, observation: Observation): Memory {
  return {
    ...memory,
    leases: rememberLeases(memory.leases, observation, target),
    etcd: rememberEtcd(memory.etcd, observation),
    backends: rememberBackends(memory.backends, observation),
  };
}

/** Runs the judges one after the other; subjects that one named before and names no more are gone. */
function judgeWith(state: LiveState, some: readonly Judge[]): Step {
  const settled = new Map(state.settled);
  // Copied when something on it changes: a cluster has a hundred facts, and every look is judged.
  const copies = new Map<FactKind, Map<string, Settled>>();
  const shelf = (kind: FactKind): Map<string, Settled> => {
    const copy = copies.get(kind) ?? new Map(settled.get(kind));
    copies.set(kind, copy);
    settled.set(kind, copy);
    return copy;
  };
  let { memory } = state;
  const facts: Fact[] = [];
  const transitions: Transition[] = [];
  const removed: string[] = [];
  const context = { wallMs: state.clocks.wallMs, observer: state.target.observer };
  for (const judge of some) {
    const named = new Set<string>();
    for (const verdict of judge.judge(viewOf({ ...state, memory }))) {
      if (!judge.kinds.includes(verdict.kind))
        throw new Error(`The judge of ${judge.name} spoke of ${verdict.subject}.`);
      named.add(verdict.subject);
      const before = settled.get(verdict.kind)?.get(verdict.subject);
      const step = settle(before, verdict, context);
      if (step.settled !== before) shelf(verdict.kind).set(verdict.subject, step.settled);
      if (step.hasChanged) facts.push(step.settled.fact);
      for (const transition of step.transitions) if (transition.what !== "state") memory = withMove(memory, transition);
      transitions.push(...step.transitions);
    }
    for (const kind of judge.kinds) {
      for (const [subject, entry] of settled.get(kind) ?? []) {
        if (!isGone(entry, named)) continue;
        removed.push(subject);
        shelf(kind).delete(subject);
      }
    }
  }
  return { state: { ...state, settled, memory }, changes: { facts, removed, transitions } };
}

/** What an earlier run stored is kept until it has grown old: this run may only not have looked there yet. */
function isGone({ fact, isFresh }: Settled, named: ReadonlySet<string>): boolean {
  return !named.has(fact.subject) && (isFresh || fact.reason === "stale");
}

function withMove(memory: Memory, { subject, atMs }: Transition): Memory {
  const recent = (memory.moves.get(subject) ?? []).filter((at) => at > atMs - DAY_MS);
  return { ...memory, moves: new Map(memory.moves).set(subject, [...recent, atMs]) };
}

function ageFacts(state: LiveState, { wallMs }: Clocks): Step {
  const old: { readonly entry: Settled; readonly fact: Fact }[] = [];
  for (const shelf of state.settled.values()) {
    for (const entry of shelf.values()) {
      const fact = stale(entry, wallMs);
      if (fact !== null) old.push({ entry, fact });
    }
  }
  if (old.length === 0) return { state, changes: NO_CHANGES };
  const settled = withAll(
    state.settled,
    old.map(({ entry, fact }) => [fact.kind, fact.subject, { ...entry, fact }]),
  );
  const transitions = old.map(({ entry, fact }) => ({
    subject: fact.subject,
    kind: fact.kind,
    machineId: fact.machineId,
    what: "state",
    from: entry.fact.state,
    to: fact.state,
    reason: fact.reason,
    values: fact.values,
    atMs: wallMs,
  }));
  return {
    state: { ...state, settled },
    changes: {
      facts: old.map(({ fact }) => fact),
      removed: [],
      transitions: transitions.filter(({ from, to }) => from !== to),
    },
  };
}

const NO_CHANGES: LiveChanges = { facts: [], removed: [], transitions: [] };

function joined(...parts: readonly LiveChanges[]): LiveChanges {
  return {
    facts: parts.flatMap(({ facts }) => facts),
    removed: parts.flatMap(({ removed }) => removed),
    transitions: parts.flatMap(({ transitions }) => transitions),
  };
}

import type { Settled, Verdict } from "./live-state.ts";
import type { MissReason } from "./observation.ts";
import type { Fact, State, Transition } from "./state.ts";

/** How bad a state is. What nobody could see is neither good nor bad. */
const SEVERITY: Readonly<Record<State, number>> = {
  "not-applicable": 0,
  "provider-managed": 0,
  unknown: 0,
  ok: 0,
  warning: 1,
  critical: 2,
};

const STALE_INTERVALS = 3;
const NOTHING: Readonly<Record<string, string>> = {};
const NO_GAUGES: Readonly<Record<string, number>> = {};

export interface SettleContext {
  readonly wallMs: number;
  readonly observer: string;
}

export interface Settling {
  readonly settled: Settled;
  readonly hasChanged: boolean;
  readonly transitions: readonly Transition[];
}

/**
 * A verdict as a fact: worse states wait until enough looks in a row have said so, better ones and unknown count at
 * once. A change of state or of a tracked value is a transition; the first sight of a subject is none.
 */
export function settle(before: Settled | undefined, found: Verdict, context: SettleContext): Settling {
  const { wallMs } = context;
  if (before !== undefined && isRepeated(before, found, wallMs)) {
    return { settled: before, hasChanged: false, transitions: [] };
  }
  const verdict = isOld(found, found.everyMs, wallMs) ? asStale(found, found.missed ?? null) : found;
  const known = before?.fact;
  const looks = looksOf(before, verdict);
  const isWorse = SEVERITY[verdict.state] > SEVERITY[known?.state ?? "ok"];
  const waits = isWorse && looks < verdict.confirmations;
  const judged = waits ? waitingFact(known, verdict, context) : factOf(known, verdict, context);
  const isSame = known !== undefined && isSameFact(known, judged);
  const fact = isSame ? { ...judged, source: keptSource(before, judged) } : judged;
  const pending = waits ? { state: verdict.state, looks, sample: verdict.sample } : null;
  const seen =
    verdict.tracked.length === 0
      ? NOTHING
      : Object.fromEntries(verdict.tracked.flatMap((name) => trackedText(name, fact.values[name])));
  const tracked = before === undefined || verdict.tracked.length > 0 ? { ...before?.tracked, ...seen } : before.tracked;
  const transitions = before === undefined ? [] : transitionsOf(before, fact, { seen, wallMs });
  const isFresh = fact.observedAtMs !== null;
  const isJudged = before?.isJudged === true || fact.state !== "unknown";
  return {
    settled: {
      ...{ fact, tracked, pending, isFresh, isJudged },
      gauges: verdict.gauges ?? NO_GAUGES,
      everyMs: verdict.everyMs,
      missed: verdict.missed ?? null,
      sample: verdict.sample,
    },
    hasChanged: !isSame || known.source !== fact.source,
    transitions,
  };
}

/** The look at one server judges its neighbours again, most of which say what they said. */
function isRepeated(before: Settled, found: Verdict, wallMs: number): boolean {
  const { fact, pending, missed, everyMs, sample, tracked } = before;
  return (
    sample === found.sample &&
    fact.observedAtMs === found.observedAtMs &&
    (before.isFresh || fact.source === found.source) &&
    pending === null &&
    missed === (found.missed ?? null) &&
    everyMs === found.everyMs &&
    isSameFact(fact, found) &&
    isSameValues(before.gauges, found.gauges ?? NO_GAUGES) &&
    found.tracked.every((name) => trackedText(name, found.values[name]).every(([, text]) => tracked[name] === text)) &&
    !isOld(found, everyMs, wallMs)
  );
}

/** Looks in a row that were at least this bad; the same look judged again adds nothing. */
function looksOf(before: Settled | undefined, { state, sample }: Verdict): number {
  const pending = before?.pending ?? null;
  if (pending === null || SEVERITY[pending.state] > SEVERITY[state]) return 1;
  return pending.sample === sample ? pending.looks : pending.looks + 1;
}

/** Until it is confirmed the old state stands beside the new values; a subject seen for the first time is unknown so long. */
function waitingFact(known: Fact | undefined, verdict: Verdict, context: SettleContext): Fact {
  const { state, reason } = known ?? { state: "unknown" as const, reason: "to-be-confirmed" };
  return factOf(known, { ...verdict, state, reason }, context);
}

function factOf(known: Fact | undefined, verdict: Verdict, { wallMs, observer }: SettleContext): Fact {
  const { subject, kind, state, reason, values, machineId, source, observedAtMs } = verdict;
  const sinceMs = known?.state === state ? known.sinceMs : wallMs;
  return { subject, kind, state, reason, values, machineId, observedAtMs, sinceMs, source, observer };
}

interface Moving {
  readonly seen: Readonly<Record<string, string>>;
  readonly wallMs: number;
}

function transitionsOf(
  { fact: before, tracked, isJudged }: Settled,
  after: Fact,
  { seen, wallMs }: Moving,
): Transition[] {
  if (before.state === after.state && seen === NOTHING) return [];
  const about = { subject: after.subject, kind: after.kind, machineId: after.machineId, reason: after.reason };
  const of = (what: string, from: string | undefined, to: string): Transition[] =>
    from === undefined || from === to ? [] : [{ ...about, what, from, to, values: after.values, atMs: wallMs }];
  const moved = Object.entries(seen).flatMap(([name, to]) => of(name, tracked[name], to));
  // What took its first looks to be found well was never ill.
  const isFirstSight = !isJudged && before.reason === "settling" && after.state === "ok";
  return [...(isFirstSight ? [] : of("state", before.state, after.state)), ...moved];
}

/** A value as the text that a transition names; none for what is not seen at the moment. */
export function trackedText(name: string, value: Fact["values"][string] | undefined): [string, string][] {
  if (value === undefined || value === null || value === "") return [];
  return [[name, Array.isArray(value) ? value.join(", ") : String(value)]];
}

/**
 * What several places show in turn keeps the one that showed its last change: each of their looks would be a change
 * else. Its age travels with the moving numbers; what an earlier run saw, and an older sight, name their own place.
 */
function keptSource(before: Settled | undefined, { source, observedAtMs }: Fact): string {
  if (before === undefined || !before.isFresh || (observedAtMs ?? 0) < (before.fact.observedAtMs ?? 0)) return source;
  return before.fact.source;
}

type Told = Pick<Fact, "state" | "reason" | "machineId" | "values">;

/** Ages move by themselves and make no change. */
function isSameFact(a: Told, b: Told): boolean {
  return (
    a.state === b.state && a.reason === b.reason && a.machineId === b.machineId && isSameValues(a.values, b.values)
  );
}

function isSameValues(a: Fact["values"], b: Fact["values"]): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isSameValue(a[name], b[name]));
}

function isSameValue(a: Fact["values"][string] | undefined, b: Fact["values"][string] | undefined): boolean {
  if (!Array.isArray(a)) return a === b || Object.is(a, b);
  return Array.isArray(b) && a.length === b.length && a.every((text, at) => text === b[at]);
}

/** A fact that nobody has seen for three intervals is unknown, with its last state kept as evidence; else null. */
export function stale({ fact, everyMs, missed }: Settled, wallMs: number): Fact | null {
  return isOld(fact, everyMs, wallMs) ? { ...asStale(fact, missed), sinceMs: wallMs } : null;
}

/** What is unknown already cannot grow older, nor what needs no looking at. */
function isOld(
  { state, observedAtMs }: Pick<Fact, "state" | "observedAtMs">,
  everyMs: number,
  wallMs: number,
): boolean {
  if (observedAtMs === null || SETTLED_FOR_GOOD.includes(state)) return false;
  return wallMs - observedAtMs > STALE_INTERVALS * everyMs;
}

const SETTLED_FOR_GOOD: readonly State[] = ["unknown", "not-applicable", "provider-managed"];

/** With the reason of the last miss, so that nobody looks for the fault in the engine. */
function asStale<Judged extends Pick<Fact, "state" | "reason" | "values">>(
  judged: Judged,
  missed: MissReason | null,
): Judged {
  const why = missed === null ? {} : { lastMiss: missed };
  const values = { ...judged.values, lastState: judged.state, lastReason: judged.reason, ...why };
  return { ...judged, state: "unknown", reason: "stale", values };
}

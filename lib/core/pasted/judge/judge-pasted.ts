import { advance, judgeDates, openLive, tick } from "#lib/core/live/advance.ts";
import type { LiveState } from "#lib/core/live/live-state.ts";
import { indexMachines, type LiveTarget } from "#lib/core/live/live-target.ts";
import { lossesOf } from "#lib/core/live/margin/losses.ts";
import { type Losses, marginModel } from "#lib/core/live/margin/margin-model.ts";
import { observedPlan } from "#lib/core/live/margin/observed-plan.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import { type RollUp, worstOf } from "#lib/core/live/roll-up.ts";
import { allOf } from "#lib/core/live/shelves.ts";
import { type Fact, type Margin, PASTED } from "#lib/core/live/state.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { processId } from "#lib/core/survive/placement/programs.ts";
import { PASTE_SECONDS } from "./paste-seconds.ts";

export interface Judging {
  readonly plan: Plan | null;
  readonly thresholds: Thresholds;
  /** The moment the verdict is for: what was pasted ages until then. */
  readonly nowMs: number;
}

export interface PastedVerdict extends RollUp {
  readonly facts: readonly Fact[];
  readonly margin: Margin;
}

const NO_MARGIN: Margin = { low: null, high: null, planned: null, next: [] };

/** What the engine's own judges say of pasted observations; old ones are unknown, with what they said as evidence. */
export function judgePasted(observations: readonly Observation[], judging: Judging): PastedVerdict {
  const { nowMs } = judging;
  const { opened, structure } = opening(observations, judging);
  const seen = watched(opened, inOrder(observations));
  const now = { wallMs: nowMs, monotonicMs: nowMs };
  const { state } = tick(judgeDates(seen, now).state, now);
  const facts = allOf(state.settled).map(({ fact, gauges }) => ({
    ...fact,
    values: { ...fact.values, ...gauges },
  }));
  const margin = structure === null ? NO_MARGIN : marginModel(structure).of(pastedLosses(structure, facts));
  return { facts, margin, ...worstOf(facts) };
}

interface Opening {
  readonly opened: LiveState;
  /** The plan, or without one what was seen of the cluster's shape. */
  readonly structure: Plan | null;
}

/** The start of judging these looks, before the first of them. */
export function opening(observations: readonly Observation[], judging: Judging): Opening {
  const opened = openFor(judging, inOrder(observations));
  if (judging.plan !== null) return { opened, structure: judging.plan };
  // Without a plan the machines are called as the nodes are, and those may come last.
  const structure = observedPlan(watched(opened, inOrder(observations)));
  return { opened: structure === null ? opened : { ...opened, machines: indexMachines(structure) }, structure };
}

export function inOrder(observations: readonly Observation[]): readonly Observation[] {
  return observations.toSorted((a, b) => a.atMs - b.atMs);
}

/** No command shows an API server itself: only its lease tells of one that it lives, and the others may be down. */
function pastedLosses(structure: Plan, facts: readonly Fact[]): Losses {
  const { dead, unknown } = lossesOf(structure, facts);
  const alive = new Set(
    facts.filter(({ kind, state }) => kind === "identity-lease" && state === "ok").map(({ machineId }) => machineId),
  );
  const unseen = structure.machines
    .filter(({ id, roles }) => roles.includes("control-plane") && !alive.has(id))
    .map(({ id }) => processId(id, "kube-apiserver"));
  return { dead, unknown: [...new Set([...unknown, ...unseen])].sort() };
}

function openFor({ plan, thresholds, nowMs }: Judging, ordered: readonly Observation[]): LiveState {
  const startMs = ordered[0]?.atMs ?? nowMs;
  const probes = new Set(ordered.map(({ probe }) => probe));
  const target: LiveTarget = {
    plan,
    pollSeconds: PASTE_SECONDS,
    observer: PASTED,
    // Nobody can look a second time, so the one look has to do.
    thresholds: { ...thresholds, confirmations: 1 },
    masters: [],
    hasEtcdAccess: probes.has("etcd-status"),
    hasBalancerAccess: false,
  };
  return openLive(target, { wallMs: startMs, monotonicMs: startMs });
}

export function watched(opened: LiveState, observations: readonly Observation[]): LiveState {
  return observations.reduce((state, observation) => advance(state, observation).state, opened);
}

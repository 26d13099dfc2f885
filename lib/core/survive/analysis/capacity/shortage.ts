import type { Machine } from "#lib/core/plan/machine.ts";
import { unavailable } from "#lib/core/survive/analysis/compiled.ts";
import { band } from "#lib/core/survive/analysis/likelihood.ts";
import type { Engine } from "#lib/core/survive/analysis/service.ts";
import type { Band, CapacityAnalysis } from "#lib/core/survive/analysis.ts";
import { capacityLoss, exceedance } from "#lib/core/survive/bdd/capacity.ts";
import type { FaultTree, Ref } from "#lib/core/survive/fault-tree.ts";
import { machineFigures } from "#lib/core/survive/model/values.ts";
import { lossesNeeded } from "#lib/core/survive/scenario/state.ts";
import { jointOf } from "./joint.ts";
import { type Chains, chainsOf, groupWorkers } from "./worker-groups.ts";

/** States of the elements outside the tree that are gone through; a plan with more is told without a probability. */
const STATES_MAX = 64;

type Shortage = Pick<CapacityAnalysis, "shortage" | "joint">;

export interface Order {
  /** Of a worker of each crew. */
  readonly units: readonly number[];
  /** Units that may be lost. */
  readonly slack: number;
}

/** Probability that more than the slack is lost, and that this or an outage of the API holds. */
export function shortageOf(engine: Engine, order: Order): Shortage {
  const { tree } = engine.compiled;
  const { units, slack } = order;
  const chains = chainsOf(tree);
  if (2 ** chains.apart.length > STATES_MAX) return { shortage: null, joint: null };
  const figures = band((factor) => figuresAt(engine, chains, { units, slack, factor }));
  return { shortage: bandOf(figures.map(({ short }) => short)), joint: bandOf(figures.map(({ joint }) => joint)) };
}

/** The same order in the largest unit that divides every size. */
export function inQuanta({ units, slack }: Order): Order {
  const quantum = units.reduce(commonDivisor, 0) || 1;
  return { units: units.map((each) => each / quantum), slack: Math.floor(slack / quantum) };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function bandOf(figures: readonly (number | null)[]): Band | null {
  const known = figures.filter((figure) => figure !== null);
  const [value] = known;
  if (value === undefined || known.length < figures.length) return null;
  return { value, low: Math.min(...known), high: Math.max(...known) };
}

interface At extends Order {
  readonly factor: number;
}

/** Sum over the states of the elements outside the tree; inside it everything is convolved. */
function figuresAt(engine: Engine, chains: Chains, { units, slack, factor }: At) {
  const { tree } = engine.compiled;
  const chance = (at: number) => {
    const element = tree.elements.at(at);
    return element === undefined ? 0 : unavailable(element, factor);
  };
  const machineChance = (machine: Machine) =>
    unavailable({ isCounted: true, ...machineFigures(engine.plan, machine) }, factor);
  let short = 0;
  let joint: number | null = 0;
  for (const dead of subsets(chains.apart)) {
    const weight = weightOf(chains.apart, dead, chance);
    if (weight === 0) continue;
    const lost = lostWith(tree, chains, dead);
    const left = units.map((each, index) => (lost[index] === 0 ? each : 0));
    const rest = slack - lost.reduce((sum, count, index) => sum + count * (units[index] ?? 0), 0);
    const grouped = groupWorkers(chains, { units: left, chance, machineChance });
    short += weight * (rest < 0 ? 1 : exceedance(capacityLoss(grouped.root), rest));
    const both = jointOf(engine, grouped, { slack: rest, factor, fixed: { all: chains.apart, dead } });
    joint = joint === null || both === null ? null : joint + weight * both;
  }
  return { short, joint };
}

/** Workers of each crew that are down with these elements: all or none. */
function lostWith(tree: FaultTree, { stands }: Chains, dead: readonly number[]): readonly number[] {
  const isDown = (ref: Ref): boolean => {
    const gate = tree.gates.at(ref - tree.elements.length);
    if (gate === undefined) return dead.includes(ref);
    return gate.inputs.filter(isDown).length >= lossesNeeded(gate);
  };
  return stands.flatMap(({ crews, above }) => {
    const isLost = dead.length > 0 && above.some(isDown);
    return crews.map(({ count }) => (isLost ? count : 0));
  });
}

function subsets(elements: readonly number[]): number[][] {
  const states = Array.from({ length: 2 ** elements.length }, (_, state) => state);
  return states.map((state) => elements.filter((_, bit) => ((state >> bit) & 1) === 1));
}

function weightOf(all: readonly number[], dead: readonly number[], chance: (at: number) => number): number {
  return all.reduce((product, at) => product * (dead.includes(at) ? chance(at) : 1 - chance(at)), 1);
}

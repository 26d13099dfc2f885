import { binomial, certain, convolved, type Loss, orAll, repeated } from "./loss.ts";

/** Equal machines: each offers `units` (whole cores or GiB, the caller's quantum) and has failed with chance `q`. */
interface SizeClass {
  readonly count: number;
  readonly units: number;
  readonly q: number;
}

/** A zone, feed, rack or host: fails as a whole with chance `q`, and holds machines and further groups. */
export interface CapacityGroup {
  readonly q: number;
  readonly machines: readonly SizeClass[];
  readonly groups: readonly CapacityGroup[];
}

export interface CapacityLoss {
  /** Chance of losing exactly so many units, from 0 to all. */
  readonly pmf: Float64Array;
  /** Upper bound of the probability left out as negligible: a chance read from `pmf` is too small by at most this. */
  readonly dropped: number;
}

/** Exact distribution of the capacity lost below a group, elements failing independently. */
export function capacityLoss(root: CapacityGroup): CapacityLoss {
  return capacityGiven(root, [])(new Uint8Array(0));
}

/**
 * The same for chosen groups fixed: the answer takes one cell per chosen group, non-zero = dead. What no choice
 * touches is computed once, so that the joint with other services is a sum over the states of a few groups.
 */
export function capacityGiven(
  root: CapacityGroup,
  chosen: readonly CapacityGroup[],
): (isDead: Uint8Array) => CapacityLoss {
  const quantum = Math.max(1, commonUnit(root));
  const prepared = prepare(root, {
    numbers: new Map(chosen.map((group, number) => [group, number])),
    quantum,
    known: new Map(),
  });
  return (isDead) => {
    const { pmf, dropped } = lossGiven(prepared, isDead);
    const spread = new Float64Array(prepared.units * quantum + 1);
    for (let at = 0; at < pmf.length; at++) spread[at * quantum] = pmf[at] ?? 0;
    return { pmf: spread, dropped };
  };
}

/** The chance that more than `slack` units are lost; small terms are added first. */
export function exceedance(loss: CapacityLoss, slack: number): number {
  let sum = 0;
  for (let lost = loss.pmf.length - 1; lost > slack && lost >= 0; lost--) sum += loss.pmf[lost] ?? 0;
  return sum;
}

/** The smallest number of units that is exceeded with at most the given chance. */
export function lossExceededWith(loss: CapacityLoss, chance: number): number {
  let sum = loss.dropped;
  for (let lost = loss.pmf.length - 1; lost > 0; lost--) {
    sum += loss.pmf[lost] ?? 0;
    if (sum > chance) return lost;
  }
  return 0;
}

/** A group with everything worked out that no choice can change. */
interface Prepared {
  readonly units: number;
  readonly q: number;
  /** Place among the chosen groups, -1 when not chosen. */
  readonly number: number;
  readonly settled: Loss;
  readonly open: readonly Prepared[];
  /** Equal for groups that lose capacity alike; empty when a choice can change this one. */
  readonly likeness: string;
}

interface Choice {
  readonly numbers: ReadonlyMap<CapacityGroup, number>;
  /** Units are counted in multiples of this, their greatest common divisor. */
  readonly quantum: number;
  /** What groups of each likeness lose: a plan has many racks and few kinds of rack. */
  readonly known: Map<string, { readonly loss: Loss; readonly kind: number }>;
}

function prepare(group: CapacityGroup, choice: Choice): Prepared {
  const below = group.groups.map((child) => prepare(child, choice));
  const own = mergedClasses(group.machines, choice.quantum);
  const alike = Map.groupBy(below, ({ likeness }) => likeness);
  const open = alike.get("") ?? [];
  alike.delete("");
  const number = choice.numbers.get(group) ?? -1;
  const inside = JSON.stringify([own, [...alike].map(([like, { length }]) => [like, length])]);
  const known = choice.known.get(inside) ?? { loss: settledLoss(own, alike), kind: choice.known.size };
  choice.known.set(inside, known);
  return {
    units: [...own.map(({ count, units }) => count * units), ...below.map(({ units }) => units)].reduce(plus, 0),
    q: group.q,
    number,
    settled: known.loss,
    open,
    likeness: number < 0 && open.length === 0 ? `${group.q} ${known.kind}` : "",
  };
}

function settledLoss(own: readonly SizeClass[], alike: ReadonlyMap<string, readonly Prepared[]>): Loss {
  const machines = own.map(({ count, units, q }) => binomial(count, units, q));
  const groups = [...alike.values()].flatMap((equal) =>
    equal.slice(0, 1).map((one) => repeated(lossGiven(one, NOTHING_DEAD), equal.length)),
  );
  return [...machines, ...groups].reduce(convolved, certain(0));
}

const NOTHING_DEAD = new Uint8Array(0);
const plus = (a: number, b: number): number => a + b;

function lossGiven(group: Prepared, isDead: Uint8Array): Loss {
  if (group.number >= 0 && isDead[group.number] !== 0) return certain(group.units);
  const loss = group.open.reduce((sum, child) => convolved(sum, lossGiven(child, isDead)), group.settled);
  return group.number >= 0 ? loss : orAll(loss, group.units, group.q);
}

/** Machines of one size and one chance together, however many entries they came in. */
function mergedClasses(machines: readonly SizeClass[], quantum: number): SizeClass[] {
  const merged = new Map<string, SizeClass>();
  for (const { count, units, q } of machines) {
    const name = `${units} ${q}`;
    merged.set(name, { count: count + (merged.get(name)?.count ?? 0), units: units / quantum, q });
  }
  return [...merged.values()];
}

/** Greatest number of units that divides every machine's; 0 when there is no machine. */
function commonUnit({ machines, groups }: CapacityGroup): number {
  return [...machines.map(({ units }) => units), ...groups.map(commonUnit)].reduce(commonDivisor, 0);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

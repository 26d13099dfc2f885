/** Probabilities of losing 0, 1, 2... units, up to the last one that is not negligible. */
export interface Loss {
  readonly pmf: Float64Array;
  /** Upper bound of the probability that was left out as negligible. */
  readonly dropped: number;
}

/**
 * A single probability below this is left out, and the sum of those reported in `dropped`: it cannot change a
 * printed digit of any chance above 1e-20, and convolution of 5,000 machines becomes some ten times faster.
 */
const NEGLIGIBLE = 1e-30;

/** Loses `units` for certain. */
export function certain(units: number): Loss {
  const pmf = new Float64Array(units + 1);
  pmf[units] = 1;
  return { pmf, dropped: 0 };
}

/** Each of `count` machines loses its `units` with chance `q`, independently. */
export function binomial(count: number, units: number, q: number): Loss {
  if (count === 0 || units === 0 || q <= 0) return certain(0);
  if (q >= 1) return certain(count * units);
  const pmf = new Float64Array(count * units + 1);
  // From the likeliest number outwards: (1 - q)^n alone would underflow for many unreliable machines.
  const mode = Math.min(count, Math.floor((count + 1) * q));
  const odds = q / (1 - q);
  const chance = new Float64Array(count + 1);
  chance[mode] = 1;
  for (let k = mode + 1; k <= count; k++) chance[k] = ((chance[k - 1] ?? 0) * odds * (count - k + 1)) / k;
  for (let k = mode - 1; k >= 0; k--) chance[k] = ((chance[k + 1] ?? 0) * (k + 1)) / (odds * (count - k));
  const total = chance.toSorted().reduce((sum, each) => sum + each, 0);
  for (let k = 0; k <= count; k++) pmf[k * units] = (chance[k] ?? 0) / total;
  return trimmed(pmf, 0);
}

/** Both losses together, independent of each other. */
export function convolved(a: Loss, b: Loss): Loss {
  const [few, many] = a.pmf.length <= b.pmf.length ? [a.pmf, b.pmf] : [b.pmf, a.pmf];
  let dropped = a.dropped + b.dropped;
  if (few.length === 1 && few[0] === 1) return { pmf: many, dropped };
  const pmf = new Float64Array(few.length + many.length - 1);
  const { starts, masses } = blocksOf(many);
  for (let at = 0; at < few.length; at++) {
    const weight = few[at] ?? 0;
    if (weight === 0) continue;
    for (let block = 0; block < starts.length; block++) {
      const mass = weight * (masses[block] ?? 0);
      if (mass < NEGLIGIBLE) {
        dropped += mass;
        continue;
      }
      const start = starts[block] ?? 0;
      const end = Math.min(start + BLOCK, many.length);
      for (let to = start; to < end; to++) pmf[at + to] = (pmf[at + to] ?? 0) + weight * (many[to] ?? 0);
    }
  }
  return trimmed(pmf, dropped);
}

/** The losses of `times` equal and independent groups together, by repeated squaring. */
export function repeated(loss: Loss, times: number): Loss {
  if (times === 1) return loss;
  const half = repeated(loss, times >> 1);
  const twice = convolved(half, half);
  return times % 2 === 0 ? twice : convolved(twice, loss);
}

/** A group that fails as a whole with chance `q`, and then loses all its `units`. */
export function orAll(loss: Loss, units: number, q: number): Loss {
  if (q <= 0) return loss;
  if (q >= 1) return certain(units);
  const pmf = new Float64Array(units + 1);
  for (let at = 0; at < loss.pmf.length; at++) pmf[at] = (1 - q) * (loss.pmf[at] ?? 0);
  pmf[units] = (pmf[units] ?? 0) + q;
  return trimmed(pmf, (1 - q) * loss.dropped);
}

// Losses cluster around whole racks and zones: blocks of this length skip what is empty or negligible in between.
const BLOCK = 16;

/** Where the blocks that hold anything begin, and how much probability each holds. */
function blocksOf(pmf: Float64Array): { starts: number[]; masses: number[] } {
  const starts: number[] = [];
  const masses: number[] = [];
  for (let start = 0; start < pmf.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, pmf.length);
    let mass = 0;
    for (let at = start; at < end; at++) mass += pmf[at] ?? 0;
    if (mass === 0) continue;
    starts.push(start);
    masses.push(mass);
  }
  return { starts, masses };
}

function trimmed(pmf: Float64Array, droppedBefore: number): Loss {
  let dropped = droppedBefore;
  let length = 1;
  for (let at = 0; at < pmf.length; at++) {
    const chance = pmf[at] ?? 0;
    if (chance >= NEGLIGIBLE) length = at + 1;
    else if (chance > 0) {
      dropped += chance;
      pmf[at] = 0;
    }
  }
  return { pmf: pmf.subarray(0, length), dropped };
}

import type { Band, Likelihood } from "#lib/core/survive/analysis.ts";
import { outageRate } from "#lib/core/survive/bdd/frequency.ts";
import { type Gradients, gradients } from "#lib/core/survive/bdd/probability.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";
import { repairHours, unavailableAt } from "./compiled.ts";

/** Published failure rates of like parts differ by this much and more (Schroeder, Backblaze, Gill). */
const UNCERTAINTY = 3;

/** The figures as given, with every failure rate a third of it, and three times it. */
export function band<Figures>(figuresAt: (factor: number) => Figures): Figures[] {
  return [1, 1 / UNCERTAINTY, UNCERTAINTY].map(figuresAt);
}

/** How often and how long a service is down, with every failure rate as given (`usual`), a third and three times it. */
export function likelihoodOf(compiled: Compiled, root: number, usual: Gradients): Likelihood {
  const mttrHours = repairHours(compiled);
  const rates = band((factor) => {
    const q = unavailableAt(compiled, factor);
    const result = factor === 1 ? usual : gradients(compiled.bdd, root, q);
    return { unavailability: result.unavailability, ...outageRate(result, q, mttrHours) };
  });
  const spread = (figure: (rate: (typeof rates)[number]) => number): Band => {
    const [value = 0, ...others] = rates.map(figure);
    return { value, low: Math.min(value, ...others), high: Math.max(value, ...others) };
  };
  return {
    unavailability: spread(({ unavailability }) => unavailability),
    outagesPerYear: spread(({ outagesPerYear }) => outagesPerYear),
    meanOutageHours: spread(({ meanOutageHours }) => meanOutageHours),
    // Rare outages come independently of each other: the number in a year is Poisson.
    calmYears: spread(({ outagesPerYear }) => Math.exp(-outagesPerYear)),
  };
}

import type { Band, Likelihood } from "../analysis.ts";
import { outageRate } from "../bdd/frequency.ts";
import { gradients } from "../bdd/probability.ts";
import { type Compiled, unavailable } from "./compiled.ts";

/** Published failure rates of like parts differ by this much and more (Schroeder, Backblaze, Gill). */
const UNCERTAINTY = 3;

/** How often and how long a service is down, with every failure rate as given, a third of it and three times it. */
export function likelihoodOf(compiled: Compiled, root: number): Likelihood {
  const [given, few, many] = [1, 1 / UNCERTAINTY, UNCERTAINTY].map((factor) => {
    const q = Float64Array.from(compiled.tree.elements, (element) => unavailable(element, factor));
    const result = gradients(compiled.bdd, root, q);
    return { unavailability: result.unavailability, ...outageRate(result, q, compiled.mttrHours) };
  });
  const band = (figure: (rate: NonNullable<typeof given>) => number): Band => {
    const [value = 0, ...others] = [given, few, many].map((rate) => (rate === undefined ? 0 : figure(rate)));
    return { value, low: Math.min(value, ...others), high: Math.max(value, ...others) };
  };
  return {
    unavailability: band(({ unavailability }) => unavailability),
    outagesPerYear: band(({ outagesPerYear }) => outagesPerYear),
    meanOutageHours: band(({ meanOutageHours }) => meanOutageHours),
    // Rare outages come independently of each other: the number in a year is Poisson.
    calmYears: band(({ outagesPerYear }) => Math.exp(-outagesPerYear)),
  };
}

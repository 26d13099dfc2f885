import type { Gradients } from "./probability.ts";

/** Hours of a year in every figure; a year of 8,766 h would give other minutes. */
export const HOURS_PER_YEAR = 8760;

export interface OutageRate {
  readonly outagesPerHour: number;
  readonly outagesPerYear: number;
  /** 0 when the service never fails. */
  readonly meanOutageHours: number;
  readonly minutesPerYear: number;
}

/**
 * How often and how long, from w = sum of Birnbaum x q / MTTR (Vesely 1970): steady state, independent repair.
 * `mttrHours` must be positive wherever q is; Infinity for an element that is fixed and never changes.
 */
export function outageRate(result: Gradients, q: Float64Array, mttrHours: Float64Array): OutageRate {
  const { unavailability, birnbaum } = result;
  let outagesPerHour = 0;
  for (let index = 0; index < birnbaum.length; index++) {
    const failed = q[index] ?? 0;
    const importance = birnbaum[index] ?? 0;
    if (failed > 0 && importance > 0) outagesPerHour += (importance * failed) / (mttrHours[index] ?? 0);
  }
  return {
    outagesPerHour,
    outagesPerYear: outagesPerHour * HOURS_PER_YEAR,
    meanOutageHours: outagesPerHour === 0 ? 0 : unavailability / outagesPerHour,
    minutesPerYear: unavailability * HOURS_PER_YEAR * 60,
  };
}

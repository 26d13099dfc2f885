import type { Band } from "#lib/core/survive/analysis.ts";

const MINUTES_PER_YEAR = 8760 * 60;
const HOURS_PER_DAY = 24;

/** Minutes a year with as many digits as the inputs can bear. */
export function minutes(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

export function minutesBand({ value, low, high }: Band): string {
  const [now, least, most] = [value, low, high].map((share) => minutes(share * MINUTES_PER_YEAR));
  return `${now} min/yr (${least} to ${most})`;
}

export function hours(value: number): string {
  if (value < 1) return `${(value * 60).toPrecision(2)} min`;
  return value < 2 * HOURS_PER_DAY ? `${value.toPrecision(2)} h` : `${(value / HOURS_PER_DAY).toPrecision(2)} days`;
}

export function share(value: number): string {
  const percent = value * 100;
  return `${percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2)} %`;
}

export function count(value: number | null): string {
  return value === null ? "none can" : String(value);
}

export function seconds(from: number, to: number): string {
  return from === to ? `${from} s` : `${from}-${to} s`;
}

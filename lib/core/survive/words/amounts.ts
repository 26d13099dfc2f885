import type { Band, Likelihood } from "#lib/core/survive/analysis.ts";
import type { Lang } from "./vocabulary.ts";

/** A year of 365 days, as in every figure of the engine. */
export const HOURS_PER_YEAR = 8_760;
const SECONDS_PER_HOUR = 3_600;
const HOURS_PER_DAY = 24;
const DAYS_PER_MONTH = 365 / 12;

/** Five nines. Below it, failover time and human error outweigh what this model counts. */
const CAP = 1e-5;
/** Up to here hours are written, above whole days ("36 h", "3 d"). */
const HOURS_MAX = 48;
const DAYS_MAX = 60;
const MONTHS_MAX = 11.5;
/** Below this a second unit still says something. */
const TWO_UNITS_BELOW = 10;

type Unit = "s" | "min" | "h" | "d" | "month" | "year";

const UNITS: Readonly<Record<Lang, Readonly<Record<Unit, string>>>> = {
  en: { s: " s", min: " min", h: " h", d: " d", month: " months", year: " years" },
  zh: { s: " 秒", min: " 分钟", h: " 小时", d: " 天", month: " 个月", year: " 年" },
};

/** A span of time in at most two units, rounded. */
export function durationText(hours: number, lang: Lang): string {
  const write = (value: number, unit: Unit) => `${value}${unitText(value, unit, lang)}`;
  const seconds = Math.round(hours * SECONDS_PER_HOUR);
  if (seconds < 1) return write(hours <= 0 ? 0 : 1, "s");
  if (seconds < 60) return write(seconds, "s");
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return write(minutes, "min");
  if (hours < HOURS_MAX) return two(minutes, 60, (value, isSmall) => write(value, isSmall ? "min" : "h"));
  const days = hours / HOURS_PER_DAY;
  if (days < DAYS_MAX)
    return two(Math.round(hours), HOURS_PER_DAY, (value, isSmall) => write(value, isSmall ? "h" : "d"));
  const months = days / DAYS_PER_MONTH;
  if (months < MONTHS_MAX) return write(Math.round(months), "month");
  return write(rounded(hours / HOURS_PER_YEAR), "year");
}

function unitText(value: number, unit: Unit, lang: Lang): string {
  const text = UNITS[lang][unit];
  return value === 1 && text.endsWith("s") && text.length > 2 ? text.slice(0, -1) : text;
}

function two(small: number, perLarge: number, write: (value: number, isSmall: boolean) => string): string {
  const large = Math.floor(small / perLarge);
  const rest = small % perLarge;
  if (large >= TWO_UNITS_BELOW) return write(Math.round(small / perLarge), false);
  return rest === 0 ? write(large, false) : `${write(large, false)} ${write(rest, true)}`;
}

/** One decimal under ten, none above. */
function rounded(value: number): number {
  return value < TWO_UNITS_BELOW ? Math.round(value * 10) / 10 : Math.round(value);
}

/** Lowest and highest of a band as one phrase: the shorter form where both have the same unit. */
export function rangeText(band: Band, lang: Lang, write: (value: number) => string = String): string {
  const [low, high] = [write(band.low), write(band.high)];
  if (low === high) return low;
  return lang === "zh" ? `${low}至 ${high}` : `${low} to ${high}`;
}

export const minutesPerYear = (unavailability: number): number => unavailability * HOURS_PER_YEAR * 60;

/** True where the figure is better than anything this model may promise. */
export const isBeyondModel = (unavailability: number): boolean => unavailability < CAP;

/** "about 3 outages in 2 years": how often, in whole numbers. */
export function frequencyText(perYear: number, lang: Lang): string {
  const isZh = lang === "zh";
  if (perYear >= 2.5) {
    const count = Math.round(perYear);
    return isZh ? `每年约 ${count} 次中断` : `about ${count} outages a year`;
  }
  if (perYear >= 0.75) {
    const halves = Math.round(perYear * 2);
    if (halves % 2 === 0) return isZh ? `每年约 ${halves / 2} 次中断` : `about ${outages(halves / 2)} a year`;
    return isZh ? `每 2 年约 ${halves} 次中断` : `about ${outages(halves)} in 2 years`;
  }
  if (perYear >= 0.55) return isZh ? "每 3 年约 2 次中断" : "about 2 outages in 3 years";
  const years = perYear <= 0 ? Number.POSITIVE_INFINITY : Math.round(1 / perYear);
  if (years > 100) return isZh ? "100 年内不到 1 次中断" : "less than 1 outage in 100 years";
  return isZh ? `每 ${years} 年约 1 次中断` : `about 1 outage in ${years} years`;
}

const outages = (count: number): string => (count === 1 ? "1 outage" : `${count} outages`);

/**
 * What to expect: how often, how long each, and the yearly sum as a range over uncertain inputs. Never a percentage;
 * nothing is promised beyond five nines.
 */
export function expectationText({ unavailability, outagesPerYear, meanOutageHours }: Likelihood, lang: Lang): string {
  const isZh = lang === "zh";
  const perYear = (share: number) => durationText(share * HOURS_PER_YEAR, lang);
  if (unavailability.value <= 0) return isZh ? "模型内没有任何故障会使其中断" : "nothing in this model stops it";
  if (isBeyondModel(unavailability.value)) {
    return isZh
      ? "模型内每年中断不到 5 分钟；此时故障转移耗时与人为失误更为主要"
      : "under 5 min a year in this model; failover time and human error then weigh more";
  }
  const each = durationText(meanOutageHours.value, lang);
  const range = rangeText(unavailability, lang, perYear);
  const often = frequencyText(outagesPerYear.value, lang);
  return isZh ? `${often}，每次约 ${each}（每年合计 ${range}）` : `${often}, ~${each} each (${range} a year in all)`;
}

/** "about 6 of 10 years without an outage". */
export function calmText(share: number, lang: Lang): string {
  const ofTen = Math.round(share * 10);
  const isZh = lang === "zh";
  if (ofTen >= 10) return isZh ? "几乎每年都没有中断" : "almost every year without an outage";
  if (ofTen <= 0) return isZh ? "几乎每年都有中断" : "hardly a year without an outage";
  return isZh ? `10 年中约 ${ofTen} 年没有中断` : `about ${ofTen} of 10 years without an outage`;
}

/** Downtime of a change, short: "294 min/yr". */
export function downtimeText(minutes: number, lang: Lang): string {
  if (minutes < CAP * HOURS_PER_YEAR * 60) return lang === "zh" ? "每年不到 5 分钟" : "< 5 min/yr";
  const amount = durationText(minutes / 60, lang);
  return lang === "zh" ? `每年 ${amount}` : `${amount}/yr`;
}

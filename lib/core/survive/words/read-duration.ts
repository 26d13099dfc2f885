import { HOURS_PER_YEAR } from "./amounts.ts";

const HOURS: Readonly<Record<string, number>> = {
  s: 1 / 3_600,
  sec: 1 / 3_600,
  秒: 1 / 3_600,
  min: 1 / 60,
  m: 1 / 60,
  分钟: 1 / 60,
  分: 1 / 60,
  h: 1,
  hour: 1,
  hours: 1,
  小时: 1,
  时: 1,
  d: 24,
  day: 24,
  days: 24,
  天: 24,
  mo: HOURS_PER_YEAR / 12,
  month: HOURS_PER_YEAR / 12,
  months: HOURS_PER_YEAR / 12,
  个月: HOURS_PER_YEAR / 12,
  月: HOURS_PER_YEAR / 12,
  y: HOURS_PER_YEAR,
  yr: HOURS_PER_YEAR,
  year: HOURS_PER_YEAR,
  years: HOURS_PER_YEAR,
  年: HOURS_PER_YEAR,
};

const TEXT_MAX = 60;
const PART = /(\d+(?:\.\d+)?)\s*([a-z]+|\p{Script=Han}+)?\s*/gu;

/** Hours of "8 h", "1 y 6 months", "30 min", "8 小时"; a bare number is hours. Null where it is no span of time. */
export function readDuration(text: string): number | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (plain === "" || plain.length > TEXT_MAX) return null;
  let hours = 0;
  let end = 0;
  for (const part of plain.matchAll(PART)) {
    const [whole, amount = "", unit] = part;
    const factor = unit === undefined ? 1 : HOURS[unit];
    if (part.index !== end || factor === undefined) return null;
    if (unit === undefined && whole.length !== plain.length) return null;
    hours += Number(amount) * factor;
    end += whole.length;
  }
  return end === plain.length && hours > 0 ? hours : null;
}

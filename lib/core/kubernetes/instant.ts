const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Days before each month in a year that is no leap year. */
const BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** Milliseconds since the epoch of an RFC 3339 time, finer parts cut off; null where there is none or it cannot be read. */
export function instantMs(text: string | null | undefined): number | null {
  const found = RFC3339.exec(text ?? "");
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHours = "0", offsetMinutes = "0"] = found;
  const midnight = dayMs(Number(year), Number(month), Number(day));
  if (midnight === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -1 : 1);
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return midnight + minutes * MINUTE_MS + Number(second) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
}

/** Midnight UTC at the start of a day of the Gregorian calendar; null for a day that it does not have. */
export function dayMs(year: number, month: number, day: number): number | null {
  const before = BEFORE_MONTH[month - 1];
  if (before === undefined || day < 1 || day > daysIn(year, month)) return null;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const days = past * 365 + leapDays + before + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
  return (days - DAYS_BEFORE_1970) * DAY_MS;
}

/** From 0001-01-01 to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_162;

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

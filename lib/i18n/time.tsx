"use client";
import { useFormatter, useNow, useTimeZone, useTranslations } from "next-intl";

const DAY_MS = 24 * 3600 * 1000;
const MINUTE_MS = 60 * 1000;

export interface TimeProps {
  /** ISO instant. */
  at: string;
  /** age = "5 minutes ago" within a day, the date after that; exact = date, time and zone. */
  as?: "age" | "exact";
}

/** A moment in the viewer's zone; the exact time with the zone is always in the title. */
export function Time({ at, as = "exact" }: TimeProps) {
  const t = useTranslations("common");
  const format = useFormatter();
  const zone = useTimeZone();
  const now = useNow({ updateInterval: MINUTE_MS });
  const moment = new Date(at);
  const exact = exactTime(moment, zone);
  const ageMs = now.getTime() - moment.getTime();

  let text = exact;
  if (as === "age" && ageMs < MINUTE_MS) text = t("justNow");
  else if (as === "age" && ageMs < DAY_MS) text = spaced(format.relativeTime(moment, now));
  else if (as === "age") text = stamp(moment, zone).slice(0, "2026-11-20".length);
  return (
    <time dateTime={at} title={exact} className="whitespace-nowrap">
      {text}
    </time>
  );
}

/** Date, time and zone of an ISO instant as text, where there is no room for an element. */
export function useExactTime(): (at: string) => string {
  const zone = useTimeZone();
  return (at) => exactTime(new Date(at), zone);
}

function exactTime(moment: Date, zone: string | undefined): string {
  return `${stamp(moment, zone)} ${zoneName(moment, zone)}`;
}

/** Intl writes "5分钟前"; between Han and a digit there is a space here. */
function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/u, "$1 ");
}

/** ISO date and time in both languages: 2026-11-20 14:02:11. */
function stamp(moment: Date, zone: string | undefined): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: zone }).format(moment);
}

function zoneName(moment: Date, zone: string | undefined): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "short" }).formatToParts(moment);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
}

import { useFormatter, useTranslations } from "next-intl";
import { lastMissIn, listIn, textIn } from "#components/live/facts/pick-facts.ts";
import { type Fact, PASTED, type State } from "#lib/core/live/state.ts";

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;
const BYTES_PER_MIB = 1_048_576;
const MIB_PER_GIB = 1024;
const PERCENT = 100;

interface Reasoned extends Pick<Fact, "reason"> {
  readonly values?: Fact["values"] | undefined;
  readonly state?: State | undefined;
  readonly observer?: string | undefined;
}

/** Words, ages and figures of live values in the person's language. */
export function useLiveWords() {
  const t = useTranslations("live");
  const format = useFormatter();
  const duration = (ms: number): string => {
    const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
    if (seconds < 2 * MINUTE_S) return t("age.seconds", { count: seconds });
    if (seconds < 2 * HOUR_S) return t("age.minutes", { count: Math.floor(seconds / MINUTE_S) });
    if (seconds < 2 * DAY_S) return t("age.hours", { count: Math.floor(seconds / HOUR_S) });
    return t("age.days", { count: Math.floor(seconds / DAY_S) });
  };
  const reason = ({ reason: code, state, observer, values }: Reasoned): string => {
    if (code === "stale" && observer === PASTED) return t("pasted.tooOld");
    // The same word for two things: a lease that its holder no longer renews, and a value that nobody sees.
    if (code === "stale" && state === "critical") return t("reason.staleLease");
    const missed = lastMissIn({ reason: code, values: values ?? {} });
    if (missed !== null) return t("staleBecause", { missed: reason({ reason: missed }) });
    return t.has(`reason.${code}`) ? t(`reason.${code}`) : code;
  };
  return {
    duration,
    ago: (ms: number) => t("age.ago", { age: duration(ms) }),
    state: (state: State) => t(`state.${state}`),
    reason,
    /** The reason with what it names: missing names, failed checks, an alarm, a restarted program's last word. */
    because: (fact: Reasoned & Pick<Fact, "values">) => {
      const evidence = WITHOUT_EVIDENCE.includes(fact.reason) ? "" : evidenceOf(fact);
      return evidence === "" ? reason(fact) : t("because", { reason: reason(fact), evidence });
    },
    count: (count: number) => format.number(count),
    percent: (share: number) => t("percent", { amount: format.number(share * PERCENT, { maximumFractionDigits: 1 }) }),
    /** A latency without its unit, where one unit stands for several. */
    figure: (ms: number) => format.number(ms, { maximumFractionDigits: ms < 10 ? 1 : 0 }),
    milliseconds: (ms: number) => t("ms", { amount: format.number(ms, { maximumFractionDigits: ms < 10 ? 1 : 0 }) }),
    bytes: (bytes: number) => {
      const mib = bytes / BYTES_PER_MIB;
      if (mib < MIB_PER_GIB) return t("bytes.MiB", { amount: format.number(mib, { maximumFractionDigits: 1 }) });
      return t("bytes.GiB", { amount: format.number(mib / MIB_PER_GIB, { maximumFractionDigits: 2 }) });
    },
  };
}

/** What has not been seen yet shows nothing. */
const WITHOUT_EVIDENCE = ["settling", "one-seen", "to-be-confirmed"];
const EVIDENCE_LISTS = [
  "silent",
  "withoutName",
  "missing",
  "failedChecks",
  "pressures",
  "masters",
  "outside",
  "permissions",
] as const;
const EVIDENCE_TEXTS = ["alarm", "permission", "problem", "waiting"] as const;

function evidenceOf(fact: Pick<Fact, "values">): string {
  for (const name of EVIDENCE_LISTS) {
    const list = listIn(fact, name);
    if (list.length > 0) return list.join(", ");
  }
  for (const name of EVIDENCE_TEXTS) {
    const text = textIn(fact, name);
    if (text !== "") return text;
  }
  return "";
}

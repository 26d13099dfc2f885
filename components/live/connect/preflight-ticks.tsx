import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { resultOf } from "./result.ts";
import { TickLine } from "./tick-line.tsx";
import type { PreflightRun } from "./use-preflight.ts";

export interface PreflightTicksProps {
  preflight: PreflightRun;
  /** The form has changed since these answers were asked for. */
  isOutdated: boolean;
  onUseMasters: (addresses: readonly string[]) => void;
}

/** Every step as it is answered: what was found, and where it failed what to do. */
export function PreflightTicks({ preflight, isOutdated, onUseMasters }: PreflightTicksProps) {
  const t = useTranslations("connect");
  const textOf = useProblemText();
  const { ticks, isRunning, isDone, isUnanswered, error } = preflight;
  if (error !== null) {
    return (
      <Banner tone="critical" isAlert>
        {textOf(error)}
      </Banner>
    );
  }
  if (!isRunning && !isDone && !isUnanswered) return <p className="text-text-2">{t("check.text")}</p>;
  const answered = ticks.filter(({ state }) => state !== "running");
  const walking = ticks.find(({ state }) => state === "running");
  return (
    <div className="grid gap-2">
      <ul aria-live="polite" aria-busy={isRunning} aria-label={t("check.title")} className="grid gap-1.5">
        {answered.map((tick) => (
          <TickLine key={tick.id} tick={tick} onUseMasters={onUseMasters} />
        ))}
        {isRunning ? (
          <li className="flex items-center gap-2 text-text-2">
            <LoaderCircle size={14} aria-hidden className="animate-spin motion-reduce:animate-none" />
            {walking === undefined ? t("check.waiting") : t("check.walking", { step: t(`step.${walking.step}`) })}
          </li>
        ) : null}
      </ul>
      {isUnanswered ? <Banner tone="warning">{t("check.noEngine")}</Banner> : null}
      {isDone ? <p className="text-sm text-text-2">{t(`check.result.${resultOf(ticks)}`)}</p> : null}
      {isDone && isOutdated ? <Banner tone="info">{t("check.outdated")}</Banner> : null}
    </div>
  );
}

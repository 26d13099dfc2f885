import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { type GlyphState, StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Tick } from "#lib/core/connection/connection.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import type { PreflightRun } from "./use-preflight.ts";

const GLYPHS: Readonly<Record<Tick["state"], GlyphState>> = {
  ok: "ok",
  warning: "warning",
  failed: "critical",
  skipped: "unknown",
  running: "unknown",
};

/** Every step as it is answered: what was found, and where it failed what to do. */
export function PreflightTicks({ preflight }: { preflight: PreflightRun }) {
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
  if (!isRunning && !isDone) return <p className="text-text-2">{t("check.text")}</p>;
  return (
    <div className="grid gap-2">
      <ul aria-live="polite" aria-busy={isRunning} className="grid gap-1.5">
        {ticks.map((tick) => (
          <TickLine key={tick.id} tick={tick} />
        ))}
        {isRunning ? (
          <li className="flex items-center gap-2 text-text-2">
            <LoaderCircle size={14} aria-hidden className="animate-spin motion-reduce:animate-none" />
            {t(ticks.length === 0 ? "check.waiting" : "check.going")}
          </li>
        ) : null}
      </ul>
      {isUnanswered ? <Banner tone="warning">{t("check.noEngine")}</Banner> : null}
      {isDone ? <p className="text-sm text-text-2">{t(`check.result.${resultOf(ticks)}`)}</p> : null}
    </div>
  );
}

function resultOf(ticks: readonly Tick[]): "ok" | "warning" | "failed" {
  if (
    ticks.some(({ step, state }) => state === "failed" && step !== "masters" && step !== "etcd" && step !== "balancer")
  )
    return "failed";
  return ticks.some(({ state }) => state === "warning" || state === "failed") ? "warning" : "ok";
}

function TickLine({ tick }: { tick: Tick }) {
  const t = useTranslations("connect");
  const values = Object.fromEntries(
    Object.entries(tick.values).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
  return (
    <li className="flex items-start gap-2">
      <span className="mt-[3px]">
        <StateGlyph state={GLYPHS[tick.state]} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="text-text-2">{t(`step.${tick.step}`)}</span>{" "}
        <span className="break-words">{t(`tick.${tick.code}`, values)}</span>
        {typeof values.detail === "string" && values.detail !== "" ? (
          <span className="block font-mono text-xs break-words text-text-3">{values.detail}</span>
        ) : null}
        {tick.state === "failed" ? <span className="block font-mono text-xs text-text-3">{tick.code}</span> : null}
      </span>
      <span className="sr-only">{t(`state.${tick.state}`)}</span>
    </li>
  );
}

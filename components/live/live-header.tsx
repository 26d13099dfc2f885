"use client";
import { useTranslations } from "next-intl";
import { KeepingBanner } from "#components/live/parts/keeping-banner.tsx";
import { useLivePage, useLivePageIfAny } from "#components/live/parts/live-context.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { PastedBanner } from "#components/live/pasted/pasted-banner.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { useKeeping } from "#lib/query/live/keeping.ts";

/** Newest sight of anything, ms since the epoch; null = nothing was ever seen. */
function newestSight(facts: readonly { readonly observedAtMs: number | null }[]): number | null {
  return facts.reduce<number | null>(
    (newest, { observedAtMs: at }) => (at !== null && (newest === null || at > newest) ? at : newest),
    null,
  );
}

/** Whether this page is live, and how old what it shows is. Goes into the bar of the cluster. */
export function LiveAge() {
  const t = useTranslations("live");
  const words = useLiveWords();
  const page = useLivePageIfAny();
  if (page === null) return null;
  const { view, nowMs, pollSeconds, isEngineSilent } = page;
  const newest = newestSight(view.facts);
  const state = view.isConnected ? watchedWord(isEngineSilent) : "header.pasted";
  const age = newest === null ? null : Math.max(0, nowMs - newest);
  return (
    <p className="flex items-center gap-2 text-sm whitespace-nowrap">
      {isEngineSilent || !view.isConnected ? <StateGlyph state="unknown" size={13} /> : null}
      <span className="font-semibold">{t(state)}</span>
      <span>{age === null ? t("age.never") : words.ago(age)}</span>
      {view.isConnected ? (
        <span className="text-text-2 max-md:hidden">{t("header.poll", { seconds: pollSeconds })}</span>
      ) : null}
    </p>
  );
}

const watchedWord = (isEngineSilent: boolean) => (isEngineSilent ? "header.notLive" : "header.live");

/** Says what nobody may overlook: nothing is stored, the engine is silent, the cluster is being worked on. */
export function LiveBanners() {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { view, nowMs, isEngineSilent } = useLivePage();
  const keeping = useKeeping();
  const beat = view.engineBeatAtMs;
  const open = view.maintenance.filter(({ from, to }) => Date.parse(from) <= nowMs && nowMs < Date.parse(to));
  return (
    <>
      <KeepingBanner />
      {/* Where nothing can be stored, an engine cannot leave a sign of life either. */}
      {isEngineSilent && keeping === "kept" ? (
        <Banner tone="critical" isAlert>
          {beat === null ? t("header.noEngine") : t("header.silent", { age: words.duration(nowMs - beat) })}
        </Banner>
      ) : null}
      <PastedBanner />
      {open.map((window) => (
        <Banner key={window.id} tone="info">
          {t("maintenance.now", { reason: window.reason, by: window.by })}
        </Banner>
      ))}
    </>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { freshnessOf } from "#components/live/facts/freshness.ts";
import { textIn } from "#components/live/facts/pick-facts.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { glyphOf } from "#lib/core/live/glyph.ts";
import type { Fact, State } from "#lib/core/live/state.ts";
import { HATCH } from "./aged.tsx";
import { useLivePageIfAny } from "./live-context.tsx";

/** A state as shape and word; the words of good states stay as quiet as the rest of the text. */
export function StateWord({
  state,
  text,
  detail,
}: {
  state: State;
  text?: string | undefined;
  detail?: string | undefined;
}) {
  const words = useLiveWords();
  return (
    <span title={detail} className={`inline-flex items-center gap-1.5 rounded-sm ${state === "unknown" ? HATCH : ""}`}>
      <StateGlyph state={glyphOf(state)} size={13} />
      <span className="min-w-[2.5em]">{text ?? words.state(state)}</span>
    </span>
  );
}

/** State of a fact, with the reason where it is not simply good; what is no longer seen is unknown, whatever it was. */
export function FactState({ fact }: { fact: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const page = useLivePageIfAny();
  const text = fact.state === "ok" ? words.state("ok") : words.because(fact);
  const detail = textIn(fact, "detail") || undefined;
  const isPast = page !== null && (page.isEngineSilent || freshnessOf(fact, page) === "old");
  if (isPast && fact.state !== "unknown")
    return <StateWord state="unknown" text={t("last", { state: text })} detail={detail} />;
  return <StateWord state={fact.state} text={text} detail={detail} />;
}

"use client";
import { glyphOf } from "#components/live/facts/glyph-state.ts";
import { textIn } from "#components/live/facts/pick-facts.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Fact, State } from "#lib/core/live/state.ts";
import { HATCH } from "./aged.tsx";

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
      <span>{text ?? words.state(state)}</span>
    </span>
  );
}

/** State of a fact, with the reason where it is not simply good. */
export function FactState({ fact }: { fact: Fact }) {
  const words = useLiveWords();
  const text = fact.state === "ok" ? words.state("ok") : words.because(fact);
  return <StateWord state={fact.state} text={text} detail={textIn(fact, "detail") || undefined} />;
}

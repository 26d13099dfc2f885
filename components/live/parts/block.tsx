"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { useScrollReach } from "#components/ui/use-scroll-reach.ts";
import { glyphOf } from "#lib/core/live/glyph.ts";
import { worstOf } from "#lib/core/live/roll-up.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { oldestPasted } from "#lib/core/pasted/judge/pasted-age.ts";
import { useLivePageIfAny } from "./live-context.tsx";

export interface BlockProps {
  title: string;
  /** What the block is about: its worst state and what is unknown stand in the heading. */
  facts?: readonly Fact[] | undefined;
  action?: ReactNode;
  children: ReactNode;
}

/** One titled block of the live page. */
export function Block({ title, facts, action, children }: BlockProps) {
  const headingId = useId();
  const { body, reach } = useScrollReach({ "aria-labelledby": headingId });
  return (
    <section aria-labelledby={headingId} className="min-w-0 rounded-md border bg-surface">
      <header className="flex min-h-9 flex-wrap items-center gap-x-2 border-b px-3">
        <h2 id={headingId} className="font-semibold">
          {title}
        </h2>
        {facts === undefined || facts.length === 0 ? null : <Roll facts={facts} />}
        {facts === undefined ? null : <PastedMark facts={facts} />}
        <span className="flex-1" />
        {action}
      </header>
      <div ref={body} {...reach} className="overflow-x-auto px-3 py-2 text-sm">
        {children}
      </div>
    </section>
  );
}

function Roll({ facts }: { facts: readonly Fact[] }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const isPast = useLivePageIfAny()?.isEngineSilent === true;
  const { state: worst, unknownCount } = worstOf(facts);
  const state = isPast ? "unknown" : worst;
  const isPlain = state === "ok";
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-text-2">
      <StateGlyph state={glyphOf(state)} size={12} />
      <span className={isPlain ? "sr-only" : ""}>
        {isPast ? t("last", { state: words.state(worst) }) : words.state(state)}
      </span>
      {unknownCount === 0 || state === "unknown" ? null : <span>{t("unknownCount", { count: unknownCount })}</span>}
    </span>
  );
}

/** Says that a block, or some of it, was pasted, with the age of its oldest value. */
function PastedMark({ facts }: { facts: readonly Fact[] }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const page = useLivePageIfAny();
  const oldest = oldestPasted(facts);
  if (page === null || oldest === null) return null;
  return <Badge tone="info">{t("pasted.mark", { age: words.ago(Math.max(0, page.nowMs - oldest)) })}</Badge>;
}

/** What a block says while there is nothing to show. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="py-1 text-text-2">{children}</p>;
}

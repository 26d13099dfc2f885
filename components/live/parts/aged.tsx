"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ageMs, type Freshness, freshnessOf } from "#components/live/facts/freshness.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { useLivePage } from "./live-context.tsx";

/** Nobody vouches for what is under the hatch. */
export const HATCH = "bg-[repeating-linear-gradient(135deg,transparent_0_5px,var(--q-line)_5px_6px)]";

const LOOKS: Readonly<Record<Freshness, string>> = {
  fresh: "",
  // The quietest text that stays legible on every surface; the age beside it says the rest.
  ageing: "text-text-2",
  old: `text-text-2 ${HATCH}`,
  never: `text-text-2 ${HATCH}`,
};

/** Classes for a value of this fact: dimmed once a look is overdue, hatched once it says nothing of now. */
export function useAgedLook(): (fact: Fact) => string {
  const page = useLivePage();
  return (fact) => (fact.state === "unknown" ? LOOKS.never : LOOKS[freshnessOf(fact, page)]);
}

/** A live value that shows its age as soon as it is no longer new. */
export function Aged({ fact, children }: { fact: Fact; children: ReactNode }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const page = useLivePage();
  const look = useAgedLook();
  const freshness = freshnessOf(fact, page);
  const age = ageMs(fact, page.nowMs);
  return (
    <span className={`justify-self-start rounded-sm ${look(fact)}`}>
      {children}
      {freshness === "fresh" ? null : (
        <span className="ml-1 text-xs whitespace-nowrap">
          {age === null ? t("age.never") : t("age.asOf", { age: words.duration(age) })}
        </span>
      )}
    </span>
  );
}

/** How old what a fact says is, counting up every second. */
export function Age({ fact }: { fact: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { nowMs } = useLivePage();
  const look = useAgedLook();
  const age = ageMs(fact, nowMs);
  return (
    <span className={`text-xs whitespace-nowrap text-text-3 ${look(fact)}`}>
      {age === null ? t("age.never") : words.ago(age)}
    </span>
  );
}

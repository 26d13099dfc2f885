"use client";
import { useTranslations } from "next-intl";
import { Bounded } from "#components/survive/sections/bounded.tsx";
import type { Candidate } from "#lib/core/survive/analysis.ts";
import { CandidateRow } from "./candidate-row.tsx";

const SHOWN_FIRST = 6;
const VERDICTS = ["better", "same", "worse"] as const;

/** Changes of the plan by what they bring; those that make it worse are shown with the reason, as a warning. */
export function Changes({ candidates }: { candidates: readonly Candidate[] }) {
  const t = useTranslations("survive");
  if (candidates.length === 0) return <p className="text-text-2">{t("change.none")}</p>;
  return (
    <div className="grid gap-4">
      {VERDICTS.map((verdict) => {
        const group = candidates.filter((each) => each.verdict === verdict);
        return group.length === 0 ? null : (
          <section key={verdict} aria-label={t(`change.${verdict}`)}>
            <h3 className="text-sm font-semibold">{t(`change.${verdict}`)}</h3>
            <Bounded entries={group} max={SHOWN_FIRST}>
              {(shown) => (
                <ul>
                  {shown.map((candidate) => (
                    <CandidateRow key={candidate.id} candidate={candidate} />
                  ))}
                </ul>
              )}
            </Bounded>
          </section>
        );
      })}
    </div>
  );
}

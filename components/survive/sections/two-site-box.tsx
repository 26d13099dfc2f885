"use client";
import { useTranslations } from "next-intl";
import { CandidateRow } from "#components/survive/changes/candidate-row.tsx";
import { useLang } from "#components/survive/use-lang.ts";
import { Banner } from "#components/ui/banner.tsx";
import type { Analysis, Candidate } from "#lib/core/survive/analysis.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";

export interface TwoSiteBoxProps {
  twoSite: NonNullable<Analysis["twoSite"]>;
  candidates: readonly Candidate[];
  /** Host names by machine id. */
  nameOf: (machineId: string) => string;
}

/** Two places can never both be lost safely: names the deadly one and offers the ways out. */
export function TwoSiteBox({ twoSite, candidates, nameOf }: TwoSiteBoxProps) {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  const { level, names, deadly, members, waysOut } = twoSite;
  const offers = waysOut.flatMap((id) => candidates.find((each) => each.id === id) ?? []);
  return (
    <section aria-label={t("twoSite.title")} className="rounded-md border bg-surface p-4">
      <Banner tone="warning">
        {t("twoSite.text", {
          level: words.levels[level],
          names: names.join(t("and")),
          deadly,
          members: members.map(nameOf).join(t("comma")),
        })}
      </Banner>
      <h3 className="mt-3 mb-1 text-sm font-semibold">{t("twoSite.ways", { count: offers.length })}</h3>
      <ul className="grid">
        {offers.map((candidate) => (
          <CandidateRow key={candidate.id} candidate={candidate} />
        ))}
      </ul>
    </section>
  );
}

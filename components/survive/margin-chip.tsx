"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { type Brief, briefOf } from "#lib/core/survive/words/brief.ts";
import { marginTone, UNKNOWN, useMarginText, useMarginWord } from "#lib/i18n/margin-text.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import { type AnalysisState, useAnalysis } from "#lib/query/survive/use-analysis.ts";
import { CulpritLine, FixLine, ServiceLevels } from "./card/card-lines.tsx";

/** The margin of the open plan beside its name; follows every edit. */
export function MarginChip() {
  const t = useTranslations("survive");
  const { slug } = usePlanActions();
  const plan = usePlan((whole) => whole);
  const state = useAnalysis(plan, { initial: null, isVerdictFirst: true });
  const { last } = state;
  const brief = useMemo(() => (last === null ? null : briefOf(last.analysis, last.plan.machines)), [last]);
  const href = `/clusters/${slug}/survive`;
  return (
    <Popover
      align="end"
      title={t("chip.title")}
      trigger={
        <button type="button" className={`${buttonClass("quiet", "small")} max-md:hidden`}>
          <ChipFace state={state} brief={brief} />
        </button>
      }
    >
      <ChipText state={state} brief={brief} href={href} />
    </Popover>
  );
}

interface FaceProps {
  state: AnalysisState;
  brief: Brief | null;
}

function ChipFace({ state, brief }: FaceProps) {
  const t = useTranslations("survive");
  const word = useMarginWord();
  if (state.kind === "computing" && brief === null) return t("chip.computing");
  const margin = state.kind === "failed" || brief === null ? UNKNOWN : brief.margin;
  const tone = marginTone(margin);
  return (
    <>
      {tone === null ? null : <StateGlyph state={tone} size={12} />}
      {t("chip.margin", { margin: word(margin) })}
      {state.kind === "computing" ? <span aria-hidden>…</span> : null}
    </>
  );
}

function ChipText({ state, brief, href }: FaceProps & { href: string }) {
  const t = useTranslations("survive");
  const marginText = useMarginText();
  if (state.kind === "failed") return <p>{t(`failed.${state.reason}`)}</p>;
  if (brief === null) return <p>{t("computing")}</p>;
  const main = brief.services.find(({ id }) => id === brief.service) ?? brief.services[0];
  return (
    <div className="grid gap-2 text-sm">
      <p>{marginText(brief.margin)}</p>
      {main === undefined ? null : <ServiceLevels service={main} />}
      {main?.kind === "analysed" ? (
        <>
          <CulpritLine culprits={brief.weakest} />
          <FixLine fix={brief.fix} service={brief.service} href={`${href}#changes`} />
        </>
      ) : null}
      <Link href={href} className="text-accent hover:underline">
        {t("chip.open")}
      </Link>
    </div>
  );
}

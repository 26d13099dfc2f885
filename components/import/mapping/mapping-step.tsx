"use client";
import { useTranslations } from "next-intl";
import { DroppedNote } from "#components/import/dropped-note.tsx";
import { useRefusalText } from "#components/import/import-words.ts";
import type { Parsed, useParse } from "#components/import/use-parse.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { MappingTable } from "./mapping-table.tsx";
import { PlaceChoice } from "./place-choice.tsx";
import { Questions } from "./questions.tsx";

interface MappingStepProps {
  parsed: Parsed;
  parse: ReturnType<typeof useParse>;
  onBack: () => void;
  onForward: () => void;
}

/** Which column is what, where the table begins, and what is unclear about it. */
export function MappingStep({ parsed, parse, onBack, onForward }: MappingStepProps) {
  const t = useTranslations("import");
  const textOf = useRefusalText();
  const { answer, isRemembered } = parsed;
  const count = answer.draft.machines.length;
  return (
    <>
      <div aria-busy={parse.isReading} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto">
        {parse.error === null ? null : (
          <Banner tone="critical" isAlert>
            {textOf(parse.error)}
          </Banner>
        )}
        {isRemembered ? <Banner tone="info">{t("remembered")}</Banner> : null}
        <PlaceChoice parsed={parsed} onChoose={parse.choose} />
        <Questions parsed={parsed} onChoose={parse.choose} />
        <MappingTable columns={answer.draft.columns} onMap={(mapping) => parse.choose({ mapping })} />
        <DroppedNote dropped={answer.dropped} />
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-t pt-3">
        <Button onClick={onBack}>{t("back")}</Button>
        <p className="flex-1 text-text-2" role="status">
          {parse.isReading
            ? t("reading")
            : t("found", {
                count,
                format: t(`format.${answer.draft.format}`),
                encoding: answer.draft.encoding.toUpperCase(),
              })}
        </p>
        <Button variant="primary" disabled={parse.isReading || count === 0} onClick={onForward}>
          {t("toPreview")}
        </Button>
      </div>
    </>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Margin } from "#lib/core/survive/words/margin.ts";
import { namesText } from "#lib/core/survive/words/names.ts";
import { langOf } from "#lib/i18n/locale.ts";

const NAMED_MAX = 2;

/** Failures until an outage and what would cause it; colour only where one failure is enough. */
export function MarginCell({ margin }: { margin: Margin }) {
  const t = useTranslations("clusters");
  const lang = langOf(useLocale());
  if (margin.kind !== "known") {
    return (
      <span className="inline-flex items-center gap-1.5 text-text-2">
        {margin.kind === "unknown" ? <StateGlyph state="unknown" size={12} /> : null}
        {t(`margin.${margin.kind}`)}
      </span>
    );
  }
  const { failures, weakest } = margin;
  const glyph = failures === 0 ? "critical" : "warning";
  return (
    <span className="inline-flex max-w-full items-center gap-1.5" title={t("margin.text", { count: failures })}>
      {failures > 1 ? null : <StateGlyph state={glyph} size={12} />}
      <span className="font-medium">{failures}</span>
      <span className="truncate text-text-2">{namesText(weakest, lang, NAMED_MAX)}</span>
    </span>
  );
}

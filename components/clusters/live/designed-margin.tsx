import { useTranslations } from "next-intl";
import type { Margin } from "#lib/core/survive/words/margin.ts";
import { useMarginWord } from "#lib/i18n/margin-text.ts";

/** The plan's margin where the live one is not known. */
export function DesignedMargin({ margin }: { margin: Margin }) {
  const t = useTranslations("clusters");
  const word = useMarginWord();
  return (
    <span className="inline-flex items-center gap-1.5 text-text-2">
      <span className="font-medium">{word(margin)}</span>
      {t("live.designed")}
    </span>
  );
}

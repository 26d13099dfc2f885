import { useLocale, useTranslations } from "next-intl";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { isSharedFirst, type Margin } from "#lib/core/survive/words/margin.ts";
import { namesText } from "#lib/core/survive/words/names.ts";
import { langOf } from "#lib/i18n/locale.ts";
import { marginTone, useMarginText, useMarginWord } from "#lib/i18n/margin-text.ts";

const NAMED_MAX = 2;

/** Machines that may fail, and the least that stops the cluster; colour only where none may. */
export function MarginCell({ margin }: { margin: Margin }) {
  const t = useTranslations("clusters");
  const lang = langOf(useLocale());
  const tone = marginTone(margin);
  const word = useMarginWord();
  const text = useMarginText();
  return (
    <span className="inline-flex max-w-full items-center gap-1.5" title={text(margin)}>
      {tone === null ? null : <StateGlyph state={tone} size={12} />}
      <span className={margin.kind === "known" ? "font-medium" : "text-text-2"}>{word(margin)}</span>
      {margin.kind === "known" ? (
        <span className="truncate text-text-2">
          {t(isSharedFirst(margin) ? "margin.shared" : "margin.weakest", {
            names: namesText(margin.weakest, lang, NAMED_MAX),
          })}
        </span>
      ) : null}
    </span>
  );
}

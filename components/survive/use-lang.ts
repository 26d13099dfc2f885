import { useLocale } from "next-intl";
import type { Lang } from "#lib/core/survive/words/vocabulary.ts";
import { langOf } from "#lib/i18n/locale.ts";

/** The language in which the engine's own sentences are written. */
export function useLang(): Lang {
  return langOf(useLocale());
}

import type { StepLanguage } from "#lib/core/plan/edits/step-names.ts";
import { chooseLocale, LOCALE_COOKIE, langOf } from "#lib/i18n/locale.ts";

/** The language a caller works in: as the pages choose it, so that a step has the name its maker would give it. */
export function languageOf(headers: Headers): StepLanguage {
  const chosen = (headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim().split("=", 2))
    .find(([name]) => name === LOCALE_COOKIE);
  return langOf(chooseLocale(chosen?.[1], headers.get("accept-language")));
}

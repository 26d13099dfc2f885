import { useLocale, useTranslations } from "next-intl";
import { isSharedFirst, type Margin } from "#lib/core/survive/words/margin.ts";
import { namesText } from "#lib/core/survive/words/names.ts";
import { langOf } from "./locale.ts";

export const UNKNOWN: Margin = { kind: "unknown" };

/** Someone should act while no machine may fail; a margin of one or more is the normal case and has no colour. */
export function marginTone(margin: Margin): "warning" | "critical" | "unknown" | null {
  if (margin.kind === "unknown") return "unknown";
  if (margin.kind === "endless" || margin.borne > 0) return null;
  return margin.borne < 0 ? "critical" : "warning";
}

/** The margin in one word. */
export function useMarginWord(): (margin: Margin) => string {
  const t = useTranslations("survive");
  return (margin) => {
    if (margin.kind !== "known") return t(`margin.${margin.kind}`);
    return margin.borne < 0 ? t("margin.out") : String(margin.borne);
  };
}

/** What the number means. */
export function useMarginText(): (margin: Margin) => string {
  const t = useTranslations("survive");
  const lang = langOf(useLocale());
  return (margin) => {
    if (margin.kind !== "known") return t(`margin.${margin.kind}Text`);
    if (margin.borne < 0) return t("margin.outText");
    const text = t("margin.text", { count: margin.borne });
    if (!isSharedFirst(margin)) return text;
    const shared = t("margin.shared", { count: margin.failures, names: namesText(margin.weakest, lang) });
    return t("margin.both", { text, shared });
  };
}

import { useTranslations } from "next-intl";
import type { GlyphState } from "#components/ui/state-glyph.tsx";
import type { Margin } from "#lib/core/survive/words/margin.ts";

export const UNKNOWN: Margin = { kind: "unknown" };

/** Someone should act while one failure is enough; a margin of two or more is the normal case and has no colour. */
export function marginTone(margin: Margin): GlyphState | null {
  if (margin.kind === "unknown") return "unknown";
  if (margin.kind === "endless" || margin.failures > 1) return null;
  return margin.failures === 0 ? "critical" : "warning";
}

/** The margin in one word. */
export function useMarginWord(): (margin: Margin) => string {
  const t = useTranslations("survive");
  return (margin) => (margin.kind === "known" ? String(margin.failures) : t(`margin.${margin.kind}`));
}

/** What the number means. */
export function useMarginText(): (margin: Margin) => string {
  const t = useTranslations("survive");
  return (margin) => {
    if (margin.kind !== "known") return t(`margin.${margin.kind}Text`);
    const { failures, machines } = margin;
    const text = t("margin.text", { count: failures });
    return machines === null || machines === failures ? text : `${text} ${t("margin.machines", { count: machines })}`;
  };
}

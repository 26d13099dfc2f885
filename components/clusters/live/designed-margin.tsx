import { useTranslations } from "next-intl";
import type { Margin } from "#lib/core/survive/words/margin.ts";

/**
 * The plan's margin on the scale of the live one: failures of machines that are borne, not the number that is an
 * outage.
 */
export function DesignedMargin({ margin }: { margin: Margin }) {
  const t = useTranslations("clusters");
  return (
    <span className="inline-flex items-center gap-1.5 text-text-2">
      <span className="font-medium">{margin.kind === "known" ? borne(margin) : t(`margin.${margin.kind}`)}</span>
      {t("live.designed")}
    </span>
  );
}

function borne({ machines, failures }: Extract<Margin, { kind: "known" }>): number {
  return Math.max(0, (machines ?? failures) - 1);
}

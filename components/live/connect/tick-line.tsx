import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { type GlyphState, StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Tick } from "#lib/core/connection/connection.ts";

const GLYPHS: Readonly<Record<Tick["state"], GlyphState>> = {
  ok: "ok",
  warning: "warning",
  failed: "critical",
  skipped: "unknown",
  running: "unknown",
};

export interface TickLineProps {
  tick: Tick;
  onUseMasters: (addresses: readonly string[]) => void;
}

/** One answer: what failed, why with its evidence, what to do, and the code to search for. */
export function TickLine({ tick, onUseMasters }: TickLineProps) {
  const t = useTranslations("connect");
  const { code, state, step, values } = tick;
  const words = useTickValues(tick);
  const { detail, slug, addresses } = values;
  return (
    <li className="flex items-start gap-2">
      <span className="mt-[3px]">
        <StateGlyph state={GLYPHS[state]} />
      </span>
      <span className="sr-only">{t(`state.${state}`)}</span>
      <div className="min-w-0 flex-1">
        <span className="text-text-2">{t(`step.${step}`)}</span>{" "}
        <span className="break-words">{t(`tick.${code}`, words)}</span>
        {typeof detail === "string" && detail !== "" ? (
          <span className="block font-mono text-xs break-words text-text-3">{detail}</span>
        ) : null}
        {state === "failed" || state === "warning" ? (
          <span className="block font-mono text-xs text-text-3">{code}</span>
        ) : null}
        {typeof slug === "string" ? (
          <Link href={`/clusters/${slug}/connect`} className="block text-accent underline">
            {t("check.openOther")}
          </Link>
        ) : null}
        {code === "MASTERS-FOUND" && Array.isArray(addresses) ? (
          <Button size="small" className="mt-1" onClick={() => onUseMasters(addresses)}>
            {t("check.useMasters")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** Lists as one text, and what a missing right costs in words. */
function useTickValues({ values }: Tick): Record<string, string | number> {
  const t = useTranslations("connect");
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (name === "loss") return [name, t(`loses.${value}`)];
      return [name, Array.isArray(value) ? value.join(", ") : value];
    }),
  );
}

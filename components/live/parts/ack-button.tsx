"use client";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { acknowledgementOf, needsSomeone } from "#components/live/facts/acknowledged.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { type Fact, PASTED } from "#lib/core/live/state.ts";
import { useExactTime } from "#lib/i18n/time.tsx";
import { useLivePage } from "./live-context.tsx";

/** Acknowledges a state that someone should act on, or says who has. */
export function AckButton({ fact, name }: { fact: Fact; name: string }) {
  const t = useTranslations("live");
  const exact = useExactTime();
  const { view, nowMs, canEdit, onAcknowledge } = useLivePage();
  // What was pasted is a picture of a past moment: a newer paste takes its place, and a word with it would be lost.
  if (!needsSomeone(fact) || fact.observer === PASTED) return null;
  const known = acknowledgementOf(fact, view.acknowledgements, nowMs);
  if (known !== null) {
    const said = t("ack.known", { by: known.by, reason: known.reason });
    return (
      <Tooltip text={known.until === null ? said : t("ack.knownUntil", { said, until: exact(known.until) })}>
        <button type="button" className="rounded border border-info px-1.5 text-xs whitespace-nowrap text-text-2">
          {t("ack.mark", { by: known.by })}
        </button>
      </Tooltip>
    );
  }
  if (!canEdit) return null;
  return (
    <span className="max-md:hidden">
      <IconButton
        size="small"
        label={t("ack.one", { name })}
        icon={<Check size={14} strokeWidth={1.75} aria-hidden />}
        onClick={() => onAcknowledge(fact.subject)}
      />
    </span>
  );
}

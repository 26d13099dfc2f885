"use client";
import { useTranslations } from "next-intl";
import { acknowledgementOf } from "#components/live/facts/acknowledged.ts";
import { listIn, nameOf } from "#components/live/facts/pick-facts.ts";
import { useHostOf, useLivePage } from "#components/live/parts/live-context.tsx";
import { useFactName } from "#components/live/parts/use-fact-name.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { glyphOf } from "#lib/core/live/glyph.ts";
import { type Cause, causesOf, isWholeMachine } from "./causes.ts";
import { remedyOf } from "./remedy.ts";

const SHOWN_MAX = 4;

/** What is wrong and what to do about it, the worst first; what somebody has seen already comes last. */
export function CauseList() {
  const t = useTranslations("live");
  const { view, nowMs } = useLivePage();
  const isSeen = ({ lead }: Cause): boolean => acknowledgementOf(lead, view.acknowledgements, nowMs) !== null;
  const causes = causesOf(view.facts).toSorted((a, b) => Number(isSeen(a)) - Number(isSeen(b)));
  if (causes.length === 0) return null;
  return (
    <ul aria-label={t("cause.title")} className="grid w-full gap-1 border-t pt-2">
      {causes.slice(0, SHOWN_MAX).map((cause) => (
        <CauseLine key={cause.lead.subject} cause={cause} />
      ))}
      {causes.length > SHOWN_MAX ? (
        <li className="text-sm text-text-2">{t("unseen.more", { count: causes.length - SHOWN_MAX })}</li>
      ) : null}
    </ul>
  );
}

function CauseLine({ cause }: { cause: Cause }) {
  const { lead, others } = cause;
  const t = useTranslations("live");
  const words = useLiveWords();
  const hostOf = useHostOf();
  const factName = useFactName();
  const { view, nowMs } = useLivePage();
  // The VIP stands on the machine that is well; those that do not answer are where to look.
  const host = listIn(lead, "silent")[0] ?? hostOf(lead.machineId) ?? nameOf(lead);
  const known = acknowledgementOf(lead, view.acknowledgements, nowMs);
  const kinds = [...new Set(others.map(({ kind }) => t(`kind.${kind}`)))];
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className="self-center">
        <StateGlyph state={glyphOf(lead.state)} size={13} />
        <span className="sr-only">{words.state(lead.state)}</span>
      </span>
      <span className="font-medium">
        {t(`kind.${lead.kind}`)} <span className="font-mono">{factName(lead)}</span>
      </span>
      <span>{words.because(lead)}</span>
      {kinds.length === 0 ? null : <span className="text-text-2">{t("cause.also", { kinds: kinds.join(", ") })}</span>}
      <span className="text-text-2">{t("since", { age: words.duration(nowMs - lead.sinceMs) })}</span>
      {known === null ? null : <span className="text-text-2">{t("ack.mark", { by: known.by })}</span>}
      <span className="text-text-2">
        {t(`remedy.${isWholeMachine(cause) ? "reach-machine" : remedyOf(lead)}`, { name: host })}
      </span>
    </li>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePointsAt } from "#components/survive/map/highlight.ts";
import { useLang } from "#components/survive/use-lang.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Candidate } from "#lib/core/survive/analysis.ts";
import { candidateText, newMachinesText, reasonText } from "#lib/core/survive/words/candidates.ts";
import { usePlanActions } from "#lib/query/plan-editor.tsx";
import { ApplyDialog } from "./apply-dialog.tsx";
import { OutcomeText } from "./outcome-text.tsx";

/** One change: what, at what cost, from what to what, and why. */
export function CandidateRow({ candidate }: { candidate: Candidate }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const { canEdit } = usePlanActions();
  const [isAsking, setAsking] = useState(false);
  const handlers = usePointsAt(elementsOf(candidate));
  const { verdict, isOnFront, edit, newMachines, reason } = candidate;
  const text = candidateText(candidate, lang);
  return (
    <li
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-b py-2 last:border-b-0"
      {...handlers}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          {verdict === "worse" ? <StateGlyph state="warning" size={13} /> : null}
          <span className="font-medium first-letter:uppercase">{text}</span>
          <span className="text-text-2">{newMachinesText(newMachines, lang)}</span>
          {isOnFront ? <Badge tone="accent">{t("change.front")}</Badge> : null}
        </p>
        <p className="text-sm text-text-2">
          <OutcomeText candidate={candidate} />
        </p>
        <p className="text-sm text-text-2">{reasonText(reason, lang)}</p>
      </div>
      {edit === null || !canEdit ? (
        <span className="text-sm text-text-3">{edit === null ? t("change.byHand") : null}</span>
      ) : (
        <Button size="small" aria-label={t("change.applyNamed", { change: text })} onClick={() => setAsking(true)}>
          {t("change.apply")}
        </Button>
      )}
      {isAsking && edit !== null ? (
        <ApplyDialog candidate={candidate} edit={edit} onClose={() => setAsking(false)} />
      ) : null}
    </li>
  );
}

const known = new WeakMap<Candidate, readonly string[]>();

function elementsOf(candidate: Candidate): readonly string[] {
  const ids = known.get(candidate) ?? candidate.machineIds.map((id) => `machine:${id}`);
  known.set(candidate, ids);
  return ids;
}

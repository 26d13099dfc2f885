"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useLang } from "#components/survive/use-lang.ts";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Candidate } from "#lib/core/survive/analysis.ts";
import { candidateText } from "#lib/core/survive/words/candidates.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import { OutcomeText } from "./outcome-text.tsx";
import { PlanChangeTable } from "./plan-change-table.tsx";
import { useRefusalText } from "./refusal.ts";

export interface ApplyDialogProps {
  candidate: Candidate;
  edit: Edit;
  onClose: () => void;
}

/** Shows what would change before it does; afterwards the toast takes it back, and so does undo in the design. */
export function ApplyDialog({ candidate, edit, onClose }: ApplyDialogProps) {
  const t = useTranslations("survive");
  const lang = useLang();
  const toast = useToast();
  const refusalText = useRefusalText();
  const plan = usePlan((whole) => whole);
  const actions = usePlanActions();
  const [refusal, setRefusal] = useState<string | null>(null);
  const trial = useMemo(() => applyEdit(plan, edit), [plan, edit]);
  const text = candidateText(candidate, lang);
  const apply = () => {
    const outcome = actions.edit(edit, text);
    if (!outcome.ok) {
      setRefusal(refusalText(outcome.problems));
      return;
    }
    toast({ text: t("change.applied", { change: text }), action: { label: t("change.undo"), onSelect: actions.undo } });
    onClose();
  };
  return (
    <FormDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      size="normal"
      title={t("change.title")}
      description={<span className="inline-block first-letter:uppercase">{text}</span>}
      submitLabel={t("change.confirm")}
      isReady={trial.ok}
      error={refusal ?? (trial.ok ? null : refusalText(trial.problems))}
      onSubmit={apply}
    >
      <p>
        <OutcomeText candidate={candidate} />
      </p>
      {trial.ok ? <PlanChangeTable changes={trial.changes} machines={plan.machines} /> : null}
    </FormDialog>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { ImportDialog, type ImportSummary } from "#components/import/import-dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { refusal } from "#lib/core/api/refusal.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { ApiProblem } from "#lib/query/api.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";

export interface ImportIntoPlanProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A table pasted into the canvas or the machine table. */
  pasted: string | undefined;
}

/** Imports into the open plan as one step, which the toast takes back. */
export function ImportIntoPlan({ open, onOpenChange, pasted }: ImportIntoPlanProps) {
  const t = useTranslations("design");
  const toast = useToast();
  const plan = usePlan((whole) => whole);
  const { edit, undo } = usePlanActions();
  const commit = (change: Edit, { created, updated, unchanged }: ImportSummary) => {
    const outcome = edit(change, undefined, "import");
    if (!outcome.ok) throw new ApiProblem(refusal(outcome.problems));
    toast({
      text: t("imported", { created, updated, unchanged }),
      action: { label: t("undo"), onSelect: undo },
    });
  };
  return <ImportDialog open={open} onOpenChange={onOpenChange} plan={plan} onCommit={commit} initialText={pasted} />;
}

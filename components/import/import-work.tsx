"use client";
import { useMutation } from "@tanstack/react-query";
import { MappingStep } from "#components/import/mapping/mapping-step.tsx";
import { rememberMapping } from "#components/import/mapping/remembered-mapping.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { PreviewStep } from "./preview/preview-step.tsx";
import type { Step } from "./step-list.tsx";
import { type ImportSummary, useDraft } from "./use-draft.ts";
import type { Parsed, useParse } from "./use-parse.ts";

export interface ImportWorkProps {
  parsed: Parsed;
  parse: ReturnType<typeof useParse>;
  step: Step;
  onStep: (step: Step) => void;
  plan: Plan;
  onCommit: (edit: Edit, summary: ImportSummary) => void | Promise<void>;
  onClose: () => void;
}

/** The steps behind the source; corrections in the preview survive a look back at the columns. */
export function ImportWork({ parsed, parse, step, onStep, plan, onCommit, onClose }: ImportWorkProps) {
  const draft = useDraft(parsed.answer, plan);
  const commit = useMutation({
    mutationFn: async ({ edit, summary }: { edit: Edit; summary: ImportSummary }) => onCommit(edit, summary),
    onSuccess: () => {
      if (parsed.source.kind === "table") rememberMapping(parsed.answer.draft.columns);
      onClose();
    },
  });
  if (step === "mapping") {
    return (
      <MappingStep parsed={parsed} parse={parse} onBack={() => onStep("source")} onForward={() => onStep("preview")} />
    );
  }
  return (
    <PreviewStep
      answer={parsed.answer}
      draft={draft}
      onBack={() => onStep(parsed.source.kind === "plan" ? "source" : "mapping")}
      onCommit={(edit, summary) => commit.mutate({ edit, summary })}
      isCommitting={commit.isPending}
      error={commit.error}
    />
  );
}

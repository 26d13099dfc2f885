"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { sourceOfText } from "./import-source.ts";
import { ImportWork } from "./import-work.tsx";
import { SourceStep } from "./source-step.tsx";
import { type Step, StepList } from "./step-list.tsx";
import type { ImportSummary } from "./use-draft.ts";
import { type Parsed, useParse } from "./use-parse.ts";

export interface ImportDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What the rows are matched with. */
  plan: Plan;
  /** Gets the whole import as one edit; a promise keeps the dialog open until it is through. */
  onCommit: (edit: Edit, summary: ImportSummary) => void | Promise<void>;
  /** A table that was pasted elsewhere; it is read at once. */
  initialText?: string | undefined;
}

export type { ImportSummary };

/** Brings machines from a table into a plan: paste or file, columns, rows, one edit. */
export function ImportDialog({ open, onOpenChange, ...rest }: ImportDialogProps) {
  const t = useTranslations("import");
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("description")} size="full">
      {open ? <ImportFlow onClose={() => onOpenChange(false)} {...rest} /> : null}
    </Dialog>
  );
}

interface FlowProps extends Omit<ImportDialogProps, "open" | "onOpenChange"> {
  onClose: () => void;
}

function ImportFlow({ initialText, ...work }: FlowProps) {
  const [step, setStep] = useState<Step>("source");
  const [text, setText] = useState(initialText ?? "");
  const parse = useParse();
  const { parsed, read } = parse;
  useEffect(() => {
    if (initialText !== undefined && initialText !== "") read(sourceOfText(initialText));
  }, [initialText, read]);
  const shown = useShownStep(step, setStep, parsed);
  const frame = useFocusOnStep(shown);
  return (
    <div ref={frame} tabIndex={-1} className="flex h-full min-h-0 flex-col gap-4 outline-none">
      <StepList step={shown} />
      {shown === "source" || parsed === null ? (
        <SourceStep text={text} onText={setText} parse={parse} onForward={() => setStep("mapping")} />
      ) : (
        // Another sheet or header row means other rows: corrections of the old ones would land on strangers.
        <ImportWork key={rowsKey(parsed)} parsed={parsed} parse={parse} step={shown} onStep={setStep} {...work} />
      )}
    </div>
  );
}

/** A source that has just been read leads on by itself; a whole plan has no columns to map. */
function useShownStep(step: Step, setStep: (step: Step) => void, parsed: Parsed | null): Step {
  const source = parsed?.source;
  const isPlan = source?.kind === "plan";
  useEffect(() => {
    if (source !== undefined) setStep(isPlan ? "preview" : "mapping");
  }, [source, isPlan, setStep]);
  return parsed === null ? "source" : step;
}

/** The button that led to a step is gone with the old step: the focus goes to the new one, not to nowhere. */
function useFocusOnStep(step: Step) {
  const frame = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    const grid = frame.current?.querySelector<HTMLElement>("[role=grid]");
    (grid ?? frame.current)?.focus();
  }, [step]);
  return frame;
}

function rowsKey({ choices }: Parsed): string {
  return JSON.stringify([choices.sheet, choices.headerRow, choices.skipHidden]);
}

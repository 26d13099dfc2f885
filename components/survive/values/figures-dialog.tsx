"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusalText } from "#components/survive/changes/refusal.ts";
import { useLang } from "#components/survive/use-lang.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { Provenance } from "#lib/core/survive/fault-tree.ts";
import { durationText } from "#lib/core/survive/words/amounts.ts";
import { readDuration } from "#lib/core/survive/words/read-duration.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import { MachineField } from "./machine-field.tsx";
import { type Figures, kindEdit, machineEdit } from "./value-edit.ts";

/** Whose figures are edited; `machine: null` = one that is still to be named. */
export type FiguresSubject =
  | { readonly kind: "kind"; readonly key: string; readonly name: string; readonly row: Analysis["values"][number] }
  | { readonly kind: "machine"; readonly machine: Machine | null };

export interface FiguresDialogProps {
  subject: FiguresSubject;
  onClose: () => void;
}

/** Asks for the mean time between failures, the time to repair, and where they come from. */
export function FiguresDialog({ subject, onClose }: FiguresDialogProps) {
  const t = useTranslations("survive");
  const plan = usePlan((whole) => whole);
  const form = useFigures(subject);
  const { send, refusal } = useSend(onClose);
  const machine = plan.machines.find(({ hostname }) => hostname === form.hostname);
  const isMachine = subject.kind === "machine";
  const editFor = (figures: Figures | null): Edit | null => {
    if (subject.kind === "kind") return kindEdit(plan, subject.key, figures);
    return machine === undefined ? null : machineEdit(machine.id, figures);
  };
  const name = subject.kind === "kind" ? subject.name : (subject.machine?.hostname ?? null);
  const ready = form.figures === null ? null : editFor(form.figures);
  return (
    <FormDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={name === null ? t("values.addMachine") : t("values.editTitle", { name })}
      description={subject.kind === "kind" ? <DefaultText row={subject.row} /> : t("values.machineText")}
      submitLabel={t("values.save")}
      isReady={ready !== null}
      error={refusal}
      onSubmit={() => {
        if (ready !== null) send(ready);
      }}
    >
      {isMachine && subject.machine === null ? (
        <MachineField machines={plan.machines} value={form.hostname} onChange={form.setHostname} />
      ) : null}
      <FigureFields form={form} />
      {isResettable(subject) ? (
        <div>
          <Button
            onClick={() => {
              const edit = editFor(null);
              if (edit !== null) send(edit);
            }}
          >
            {isMachine ? t("values.resetMachine") : t("values.reset")}
          </Button>
        </div>
      ) : null}
    </FormDialog>
  );
}

function isResettable(subject: FiguresSubject): boolean {
  if (subject.kind === "machine") return subject.machine !== null;
  const { mtbfHours, mttrHours, defaultMtbfHours, defaultMttrHours } = subject.row;
  return mtbfHours !== defaultMtbfHours || mttrHours !== defaultMttrHours;
}

function useFigures(subject: FiguresSubject) {
  const lang = useLang();
  const start = subject.kind === "kind" ? subject.row : subject.machine?.reliability;
  const text = (hours: number | undefined) => (hours === undefined ? "" : durationText(hours, lang));
  const [mtbf, setMtbf] = useState(text(start?.mtbfHours));
  const [mttr, setMttr] = useState(text(start?.mttrHours));
  const [provenance, setProvenance] = useState<Figures["provenance"]>("measured");
  const [hostname, setHostname] = useState(subject.kind === "machine" ? (subject.machine?.hostname ?? "") : "");
  // A text that nobody touched keeps the figure it was made from, which it may have rounded.
  const hoursOf = (typed: string, kept: number | undefined) =>
    typed === text(kept) && kept !== undefined ? kept : readDuration(typed);
  const mtbfHours = hoursOf(mtbf, start?.mtbfHours);
  const mttrHours = hoursOf(mttr, start?.mttrHours);
  const figures = mtbfHours === null || mttrHours === null ? null : { mtbfHours, mttrHours, provenance };
  return {
    mtbf,
    setMtbf,
    mttr,
    setMttr,
    provenance,
    setProvenance,
    hostname,
    setHostname,
    figures,
    mtbfHours,
    mttrHours,
  };
}

function useSend(onClose: () => void) {
  const t = useTranslations("survive");
  const toast = useToast();
  const refusalText = useRefusalText();
  const actions = usePlanActions();
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = (edit: Edit) => {
    const outcome = actions.edit(edit);
    if (!outcome.ok) {
      setRefusal(refusalText(outcome.problems));
      return;
    }
    toast({ text: t("values.saved"), action: { label: t("change.undo"), onSelect: actions.undo } });
    onClose();
  };
  return { send, refusal };
}

function DefaultText({ row }: { row: Analysis["values"][number] }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const [mtbf, mttr] = [durationText(row.defaultMtbfHours, lang), durationText(row.defaultMttrHours, lang)];
  return t("values.default", { mtbf, mttr });
}

function FigureFields({ form }: { form: ReturnType<typeof useFigures> }) {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  const wrong = (text: string, hours: number | null) => (hours === null && text !== "" ? t("values.bad") : null);
  return (
    <>
      <Field label={t("values.mtbf")} hint={t("values.mtbfHint")} error={wrong(form.mtbf, form.mtbfHours)}>
        <TextInput value={form.mtbf} onChange={(event) => form.setMtbf(event.target.value)} />
      </Field>
      <Field label={t("values.mttr")} hint={t("values.mttrHint")} error={wrong(form.mttr, form.mttrHours)}>
        <TextInput value={form.mttr} onChange={(event) => form.setMttr(event.target.value)} />
      </Field>
      <Field label={t("values.source")}>
        <Select
          label={t("values.source")}
          value={form.provenance}
          onChange={form.setProvenance}
          options={Provenance.options.map((value) => ({ value, label: words.provenances[value] }))}
        />
      </Field>
    </>
  );
}

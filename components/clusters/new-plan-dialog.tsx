"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { TemplateId } from "#lib/core/api/plans.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { useNewCluster } from "./new-cluster.ts";
import { StartChoice } from "./start-choice.tsx";

/** Starts that are no template: a table to import, a running cluster to connect. */
const OPENS: Readonly<Record<string, "import" | "connect">> = { table: "import", live: "connect" };

export interface NewPlanDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is chosen at first: a template, `blank`, `table` or `live`. */
  start: string;
}

/** Name, group and what to start from. */
export function NewPlanDialog({ open, onOpenChange, start }: NewPlanDialogProps) {
  const t = useTranslations("clusters");
  const textOf = useProblemText();
  const create = useNewCluster();
  const [name, setName] = useState("");
  const [group, setGroup] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [isNameMissing, setNameMissing] = useState(false);
  const from = chosen ?? start;
  const isBusy = create.isPending || create.isSuccess;
  const submit = () => {
    setNameMissing(name.trim() === "");
    if (name.trim() === "") return;
    const template = TemplateId.safeParse(from).data ?? "blank";
    const opens = OPENS[from];
    create.mutate({ name: name.trim(), group: group.trim(), template, opens });
  };
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      size="normal"
      title={t("new.title")}
      description={t("new.text")}
      submitLabel={isBusy ? t("new.creating") : t("new.create")}
      onSubmit={submit}
      isBusy={isBusy}
      error={create.isError ? textOf(create.error) : null}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("new.name")} hint={t("new.nameHint")} error={isNameMissing ? t("new.nameNeeded") : undefined}>
          <TextInput autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("new.group")} hint={t("new.groupHint")}>
          <TextInput maxLength={120} value={group} onChange={(event) => setGroup(event.target.value)} />
        </Field>
      </div>
      <StartChoice value={from} onChange={setChosen} />
    </FormDialog>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { TemplateId } from "#lib/core/api/plans.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { useNewCluster } from "./new-cluster.ts";
import { StartChoice } from "./start-choice.tsx";

export interface NewPlanDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is chosen at first. */
  start: string;
}

/** Name, group and what to start from. */
export function NewPlanDialog({ open, onOpenChange, start }: NewPlanDialogProps) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const formId = useId();
  const create = useNewCluster();
  const isBusy = create.isPending || create.isSuccess;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("new.title")}
      description={t("new.text")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" disabled={isBusy}>
            {isBusy ? t("new.creating") : t("new.create")}
          </Button>
        </>
      }
    >
      <NewPlanForm id={formId} start={start} create={create} />
    </Dialog>
  );
}

interface NewPlanFormProps {
  id: string;
  start: string;
  create: ReturnType<typeof useNewCluster>;
}

function NewPlanForm({ id, start, create }: NewPlanFormProps) {
  const t = useTranslations("clusters");
  const textOf = useProblemText();
  const [name, setName] = useState("");
  const [group, setGroup] = useState("");
  const [from, setFrom] = useState(start);
  const [isNameMissing, setNameMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNameMissing(name.trim() === "");
    if (name.trim() === "") return;
    const template = TemplateId.safeParse(from);
    create.mutate({
      name: name.trim(),
      group: group.trim(),
      template: template.success ? template.data : "blank",
      opens: from === "table" ? "import" : undefined,
    });
  };
  return (
    <form id={id} noValidate onSubmit={submit} className="grid gap-4">
      {create.isError ? (
        <Banner tone="critical" isAlert>
          {textOf(create.error)}
        </Banner>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("new.name")} hint={t("new.nameHint")} error={isNameMissing ? t("new.nameNeeded") : undefined}>
          <TextInput autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("new.group")} hint={t("new.groupHint")}>
          <TextInput maxLength={120} value={group} onChange={(event) => setGroup(event.target.value)} />
        </Field>
      </div>
      <StartChoice value={from} onChange={setFrom} />
    </form>
  );
}

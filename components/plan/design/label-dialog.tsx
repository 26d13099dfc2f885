"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { inventoryRoutes } from "#lib/core/api/inventory.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { usePlanActions, useSaveState } from "#lib/query/plan-editor.tsx";

export interface LabelDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Names the version that is saved now. */
export function LabelDialog({ open, onOpenChange }: LabelDialogProps) {
  const t = useTranslations("design");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const { slug } = usePlanActions();
  const save = useSaveState();
  const version = save.kind === "saved" ? save.version : null;
  const [name, setName] = useState("");
  const label = useMutation({
    mutationFn: (at: number) =>
      call(inventoryRoutes.nameVersion, { params: { slug, version: at }, body: { name: name.trim() } }),
    onSuccess: (_, at) => {
      toast({ text: t("labelDialog.done", { version: at, name: name.trim() }) });
      setName("");
      onOpenChange(false);
      return queries.invalidateQueries({ queryKey: ["history", slug] });
    },
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("labelDialog.title", { version: version ?? "…" })}
      description={t("labelDialog.text")}
      submitLabel={common("save")}
      onSubmit={() => version !== null && label.mutate(version)}
      isReady={version !== null && name.trim() !== ""}
      isBusy={label.isPending}
      error={label.isError ? textOf(label.error) : null}
    >
      {version === null ? <Banner tone="warning">{t("labelDialog.unsaved")}</Banner> : null}
      <Field label={t("labelDialog.name")}>
        <TextInput autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

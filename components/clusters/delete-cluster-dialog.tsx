"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { useChangedClusters } from "./changed-clusters.ts";
import type { ClusterDialogProps } from "./rename-cluster-dialog.tsx";

/** The one act that cannot be undone: the name must be typed. */
export function DeleteClusterDialog({ cluster, open, onOpenChange }: ClusterDialogProps) {
  const t = useTranslations("clusters");
  const amounts = useAmounts();
  const textOf = useProblemText();
  const toast = useToast();
  const { go, refresh } = useChangedClusters();
  const [typed, setTyped] = useState("");
  const { name, slug, version, totals } = cluster;
  const remove = useMutation({
    mutationFn: () => call(routes.removeCluster, { params: { slug } }),
    onSuccess: () => {
      toast({ text: t("manage.deleted", { name }) });
      go("/");
      return refresh();
    },
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("manage.deleteTitle", { name })}
      submitLabel={t("manage.deleteAction")}
      onSubmit={() => remove.mutate()}
      isReady={typed === name}
      isBusy={remove.isPending}
      isDanger
      error={remove.isError ? textOf(remove.error) : null}
    >
      <p>{t("manage.deleteText", { machines: amounts.machines(totals.machines), versions: version + 1 })}</p>
      <Field label={t("manage.deleteType", { name })}>
        <TextInput autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

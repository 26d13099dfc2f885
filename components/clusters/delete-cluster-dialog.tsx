"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import type { ClusterDialogProps } from "./rename-cluster-dialog.tsx";

/** The one act that cannot be undone: the name must be typed. */
export function DeleteClusterDialog({ cluster, open, onOpenChange }: ClusterDialogProps) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const amounts = useAmounts();
  const textOf = useProblemText();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  const formId = useId();
  const [typed, setTyped] = useState("");
  const { name, slug, version, totals } = cluster;
  const remove = useMutation({
    mutationFn: () => call(routes.removeCluster, { params: { slug } }),
    onSuccess: () => {
      toast({ text: t("manage.deleted", { name }) });
      router.push("/");
      router.refresh();
      return queries.invalidateQueries({ queryKey: ["clusters"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === name) remove.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="small"
      title={t("manage.deleteTitle", { name })}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="danger" disabled={typed !== name || remove.isPending}>
            {t("manage.deleteAction")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4">
        {remove.isError ? (
          <Banner tone="critical" isAlert>
            {textOf(remove.error)}
          </Banner>
        ) : null}
        <p>{t("manage.deleteText", { machines: amounts.machines(totals.machines), versions: version })}</p>
        <Field label={t("manage.deleteType", { name })}>
          <TextInput autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}

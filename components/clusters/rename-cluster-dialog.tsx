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
import { routes } from "#lib/core/api/index.ts";
import type { ClusterSummary } from "#lib/core/api/plans.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

export interface ClusterDialogProps {
  cluster: ClusterSummary;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenameClusterDialog({ cluster, open, onOpenChange }: ClusterDialogProps) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const router = useRouter();
  const queries = useQueryClient();
  const formId = useId();
  const [name, setName] = useState(cluster.name);
  const [group, setGroup] = useState(cluster.group ?? "");
  const change = useMutation({
    mutationFn: () =>
      call(routes.changeCluster, {
        params: { slug: cluster.slug },
        body: {
          ...(name.trim() === cluster.name ? {} : { name: name.trim() }),
          group: group.trim() === "" ? null : group.trim(),
        },
      }),
    onSuccess: () => {
      onOpenChange(false);
      router.refresh();
      return queries.invalidateQueries({ queryKey: ["clusters"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") change.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="small"
      title={t("manage.renameTitle")}
      description={t("manage.address", { path: `/clusters/${cluster.slug}` })}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" disabled={change.isPending}>
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        {change.isError ? (
          <Banner tone="critical" isAlert>
            {textOf(change.error)}
          </Banner>
        ) : null}
        <Field label={t("new.name")} error={name.trim() === "" ? t("new.nameNeeded") : undefined}>
          <TextInput autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("new.group")} hint={t("new.groupHint")}>
          <TextInput maxLength={120} value={group} onChange={(event) => setGroup(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}

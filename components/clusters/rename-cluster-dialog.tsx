"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { ClusterSummary } from "#lib/core/api/plans.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { useChangedClusters } from "./changed-clusters.ts";

export interface ClusterDialogProps {
  cluster: ClusterSummary;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenameClusterDialog({ cluster, ...dialog }: ClusterDialogProps) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const { refresh } = useChangedClusters();
  const { slug } = cluster;
  const [name, setName] = useState(cluster.name);
  const [group, setGroup] = useState(cluster.group ?? "");
  const isNamed = name.trim() !== "";
  const change = useMutation({
    mutationFn: () => {
      const renamed = name.trim() === cluster.name ? {} : { name: name.trim() };
      return call(routes.changeCluster, { params: { slug }, body: { ...renamed, group: group.trim() || null } });
    },
    onSuccess: () => {
      dialog.onOpenChange(false);
      return refresh();
    },
  });
  return (
    <FormDialog
      {...dialog}
      title={t("manage.renameTitle")}
      description={t("manage.address", { path: `/clusters/${slug}` })}
      submitLabel={common("save")}
      onSubmit={() => change.mutate()}
      isReady={isNamed}
      isBusy={change.isPending}
      error={change.isError ? textOf(change.error) : null}
    >
      <Field label={t("new.name")} error={isNamed ? undefined : t("new.nameNeeded")}>
        <TextInput autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("new.group")} hint={t("new.groupHint")}>
        <TextInput maxLength={120} value={group} onChange={(event) => setGroup(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

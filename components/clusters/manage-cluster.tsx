"use client";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { ClusterSummary } from "#lib/core/api/plans.ts";
import { DeleteClusterDialog } from "./delete-cluster-dialog.tsx";
import { RenameClusterDialog } from "./rename-cluster-dialog.tsx";

export interface ManageClusterProps {
  cluster: ClusterSummary;
  /** Only an admin deletes. */
  canDelete: boolean;
}

export function ManageCluster({ cluster, canDelete }: ManageClusterProps) {
  const t = useTranslations("clusters");
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label={t("manage.label")} icon={<Ellipsis size={16} strokeWidth={1.75} aria-hidden />} />}
        entries={[
          { label: t("manage.rename"), onSelect: () => setOpen("rename") },
          ...(canDelete
            ? (["separator", { label: t("manage.delete"), danger: true, onSelect: () => setOpen("delete") }] as const)
            : []),
        ]}
      />
      <RenameClusterDialog cluster={cluster} open={open === "rename"} onOpenChange={close} />
      {canDelete ? <DeleteClusterDialog cluster={cluster} open={open === "delete"} onOpenChange={close} /> : null}
    </>
  );
}

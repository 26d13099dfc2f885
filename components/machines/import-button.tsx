"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ImportDialog, type ImportSummary } from "#components/import/import-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { routes } from "#lib/core/api/index.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

/** Imports a table into the machines that belong to no cluster yet. */
export function ImportButton() {
  const t = useTranslations("machines");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const inventory = useQuery({
    queryKey: ["plan", UNASSIGNED, "open"],
    queryFn: () => call(routes.getPlan, { params: { slug: UNASSIGNED } }),
    enabled: isOpen,
    staleTime: 0,
    gcTime: 0,
  });
  const params = { slug: UNASSIGNED };
  const refresh = () => queries.invalidateQueries({ queryKey: ["machines"] });
  const undo = (baseVersion: number) => {
    call(routes.undoPlan, { params, body: { baseVersion } }).then(refresh, (error: unknown) =>
      toast({ tone: "critical", text: common("failed", { reason: textOf(error) }) }),
    );
  };
  const commit = async (edit: Edit, { created, updated }: ImportSummary) => {
    const baseVersion = inventory.data?.version ?? 0;
    const { version } = await call(routes.editPlan, { params, body: { baseVersion, edit, kind: "import" } });
    toast({
      text: t("imported", { created, updated }),
      action: { label: t("undo"), onSelect: () => undo(version) },
    });
    await refresh();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} className="max-md:hidden">
        <Upload size={16} strokeWidth={1.75} aria-hidden />
        {t("import")}
      </Button>
      {inventory.data === undefined ? null : (
        <ImportDialog open={isOpen} onOpenChange={setOpen} plan={inventory.data.plan} onCommit={commit} />
      )}
    </>
  );
}

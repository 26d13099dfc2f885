"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { InventoryRow } from "#lib/core/api/plans.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import type { Place } from "./inventory-bar.tsx";

export interface MoveDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rows: readonly InventoryRow[];
  places: readonly Place[];
  onMoved: () => void;
}

/** One call per cluster that the machines come from; each is one step of history on both sides. */
async function moveAll(rows: readonly InventoryRow[], to: string): Promise<number> {
  const bySource = Map.groupBy(
    rows.filter(({ slug }) => slug !== to),
    ({ slug }) => slug,
  );
  let moved = 0;
  for (const [from, group] of bySource) {
    const machineIds = group.map(({ machine }) => machine.id);
    moved += (await call(routes.moveMachines, { body: { from, to, machineIds } })).moved;
  }
  return moved;
}

export function MoveDialog({ open, onOpenChange, rows, places, onMoved }: MoveDialogProps) {
  const t = useTranslations("machines");
  const textOf = useProblemText();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  const [target, setTarget] = useState<string | null>(null);
  const options = [...places, { slug: UNASSIGNED, name: t("unassigned") }];
  const nameOf = (slug: string) => options.find((place) => place.slug === slug)?.name ?? slug;
  const sources = [...new Set(rows.map(({ slug }) => nameOf(slug)))].join(", ");
  const move = useMutation({
    mutationFn: (to: string) => moveAll(rows, to),
    onSuccess: (count, to) => {
      const open = { label: t("open"), onSelect: () => router.push(`/clusters/${to}/design`) };
      toast({ text: t("moved", { count, to: nameOf(to) }), ...(to === UNASSIGNED ? {} : { action: open }) });
      onOpenChange(false);
      onMoved();
      return queries.invalidateQueries({ queryKey: ["machines"] });
    },
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("moveTitle", { count: rows.length })}
      description={t("moveText", { from: sources })}
      submitLabel={t("moveAction")}
      onSubmit={() => target !== null && move.mutate(target)}
      isReady={target !== null}
      isBusy={move.isPending}
      error={move.isError ? textOf(move.error) : null}
    >
      <Field label={t("target")}>
        <Select
          label={t("target")}
          value={target}
          onChange={setTarget}
          placeholder={t("chooseTarget")}
          options={options.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      </Field>
    </FormDialog>
  );
}

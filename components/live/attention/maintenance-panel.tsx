"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { Time } from "#lib/i18n/time.tsx";
import { call } from "#lib/query/api.ts";
import { liveQuery } from "#lib/query/live/live.ts";
import { MaintenanceDialog } from "./maintenance-dialog.tsx";

/** Windows in which somebody works on this cluster. States are shown as they are all the same. */
export function MaintenancePanel() {
  const t = useTranslations("live");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const client = useQueryClient();
  const { view, slug, canEdit, nowMs } = useLivePage();
  const [isAdding, setAdding] = useState(false);
  const removing = useMutation({
    mutationFn: (id: string) => call(routes.removeMaintenance, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: liveQuery(slug).queryKey }),
    onError: (error) => toast({ tone: "critical", text: common("failed", { reason: textOf(error) }) }),
  });
  const add = (
    <Button size="small" className="max-md:hidden" onClick={() => setAdding(true)}>
      {t("maintenance.add")}
    </Button>
  );
  return (
    <Block title={t("maintenance.title")} action={canEdit ? add : null}>
      {view.maintenance.length === 0 ? <Nothing>{t("maintenance.none")}</Nothing> : null}
      <ul className="grid gap-1">
        {view.maintenance.map((window) => (
          <li key={window.id} className="flex flex-wrap items-center gap-x-3">
            <span>
              <Time at={window.from} /> – <Time at={window.to} />
            </span>
            <span className="min-w-0 flex-1 break-words">{window.reason}</span>
            <span className="text-text-2">{window.by}</span>
            {canEdit ? (
              <IconButton
                size="small"
                className="max-md:hidden"
                label={t("maintenance.remove")}
                icon={<Trash2 size={14} strokeWidth={1.75} aria-hidden />}
                disabled={removing.isPending}
                onClick={() => removing.mutate(window.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit && isAdding ? <MaintenanceDialog slug={slug} open onOpenChange={setAdding} nowMs={nowMs} /> : null}
    </Block>
  );
}

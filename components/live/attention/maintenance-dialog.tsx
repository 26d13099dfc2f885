"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { TextArea, TextInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { liveQuery } from "#lib/query/live/live.ts";
import { fromField, toField } from "./local-time.ts";

export interface MaintenanceDialogProps {
  slug: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  nowMs: number;
}

const HOUR_MS = 3_600_000;
const REASON_MAX = 500;

/** Plans a window in which somebody works on the cluster. */
export function MaintenanceDialog({ slug, open, onOpenChange, nowMs }: MaintenanceDialogProps) {
  const t = useTranslations("live");
  const textOf = useProblemText();
  const client = useQueryClient();
  const [from, setFrom] = useState(() => toField(nowMs));
  const [to, setTo] = useState(() => toField(nowMs + HOUR_MS));
  const [reason, setReason] = useState("");
  const span = { from: fromField(from), to: fromField(to) };
  const isBackwards = span.from !== null && span.to !== null && span.to <= span.from;
  const sending = useMutation({
    mutationFn: (body: { from: string; to: string; reason: string }) =>
      call(routes.addMaintenance, { params: { slug }, body }),
    onSuccess: async () => {
      onOpenChange(false);
      setReason("");
      await client.invalidateQueries({ queryKey: liveQuery(slug).queryKey });
    },
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("maintenance.add")}
      submitLabel={t("maintenance.submit")}
      isReady={span.from !== null && span.to !== null && !isBackwards && reason.trim() !== ""}
      isBusy={sending.isPending}
      error={sending.isError ? textOf(sending.error) : null}
      onSubmit={() => {
        if (span.from !== null && span.to !== null)
          sending.mutate({ from: span.from, to: span.to, reason: reason.trim() });
      }}
    >
      <Field label={t("maintenance.from")}>
        <TextInput type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={t("maintenance.to")} error={isBackwards ? t("maintenance.backwards") : undefined}>
        <TextInput type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <Field label={t("maintenance.reason")}>
        <TextArea value={reason} maxLength={REASON_MAX} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

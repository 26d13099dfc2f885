"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { TextArea, TextInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { LiveView } from "#lib/core/api/live.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { liveQuery } from "#lib/query/live/live.ts";
import { fromField } from "./local-time.ts";
import { SubjectName } from "./subject-name.tsx";

export interface AckDialogProps {
  slug: string;
  /** Null while it is closed. */
  subject: string | null;
  onClose: () => void;
}

const REASON_MAX = 500;

/** Says that a state has been seen, and why it may stay. It is void once the state changes. */
export function AckDialog({ slug, subject, onClose }: AckDialogProps) {
  const t = useTranslations("live");
  const textOf = useProblemText();
  const client = useQueryClient();
  const { nowMs } = useLivePage();
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const end = fromField(until);
  const isPast = end !== null && Date.parse(end) <= nowMs;
  const sending = useMutation({
    mutationFn: (about: string) =>
      call(routes.acknowledge, { params: { slug }, body: { subject: about, reason: reason.trim(), until: end } }),
    onSuccess: (known) => {
      client.setQueryData(liveQuery(slug).queryKey, (view) => view && withAcknowledgement(view, known));
      close();
    },
  });
  const close = () => {
    setReason("");
    setUntil("");
    sending.reset();
    onClose();
  };
  return (
    <FormDialog
      open={subject !== null}
      onOpenChange={(open) => (open ? undefined : close())}
      title={t("ack.title")}
      submitLabel={t("ack.submit")}
      isReady={reason.trim() !== "" && !isPast}
      isBusy={sending.isPending}
      error={sending.isError ? textOf(sending.error) : null}
      onSubmit={() => {
        if (subject !== null) sending.mutate(subject);
      }}
    >
      {subject === null ? null : <SubjectName subject={subject} />}
      <Field label={t("ack.reason")} hint={t("ack.hint")}>
        <TextArea value={reason} maxLength={REASON_MAX} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field label={t("ack.until")} hint={t("ack.untilHint")} error={isPast ? t("ack.untilPast") : undefined}>
        <TextInput type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function withAcknowledgement(view: LiveView, known: LiveView["acknowledgements"][number]): LiveView {
  const others = view.acknowledgements.filter(({ subject }) => subject !== known.subject);
  return { ...view, acknowledgements: [known, ...others] };
}

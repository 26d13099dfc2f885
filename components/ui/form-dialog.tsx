"use client";
import { type FormEvent, type ReactNode, useContext, useId } from "react";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { CancelLabel, Dialog, type DialogProps } from "./dialog.tsx";

export interface FormDialogProps extends Omit<DialogProps, "footer" | "initialFocus"> {
  submitLabel: string;
  onSubmit: () => void;
  /** False while the form cannot be sent yet. */
  isReady?: boolean | undefined;
  isBusy?: boolean | undefined;
  isDanger?: boolean | undefined;
  /** Why the last try failed, above the fields. */
  error?: ReactNode;
}

/** A dialog that asks for a few fields; nothing typed is lost when sending fails. */
export function FormDialog({
  submitLabel,
  onSubmit,
  isReady = true,
  isBusy,
  isDanger,
  error,
  ...dialog
}: FormDialogProps) {
  const formId = useId();
  const cancelLabel = useContext(CancelLabel);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isBusy) onSubmit();
  };
  return (
    <Dialog
      size="small"
      {...dialog}
      footer={
        <>
          <Button onClick={() => dialog.onOpenChange(false)}>{cancelLabel}</Button>
          <Button type="submit" form={formId} variant={isDanger ? "danger" : "primary"} disabled={!isReady || isBusy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      {/* Sent before the page has become interactive, a form without a method would put its fields into the address. */}
      <form id={formId} method="post" noValidate onSubmit={submit} className="grid gap-4">
        {error === undefined || error === null ? null : (
          <Banner tone="critical" isAlert>
            {error}
          </Banner>
        )}
        {dialog.children}
      </form>
    </Dialog>
  );
}

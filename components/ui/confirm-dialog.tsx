"use client";
import type { ReactNode } from "react";
import { FormDialog } from "./form-dialog.tsx";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What is lost, and what stays. */
  text: ReactNode;
  /** What the button does, in the words of the button that led here. */
  action: string;
  isBusy: boolean;
  error: ReactNode;
  onConfirm: () => void;
}

/** Asks once more before something is taken away. */
export function ConfirmDialog({ text, action, onConfirm, ...dialog }: ConfirmDialogProps) {
  return (
    <FormDialog {...dialog} description={text} submitLabel={action} isDanger onSubmit={onConfirm}>
      {null}
    </FormDialog>
  );
}

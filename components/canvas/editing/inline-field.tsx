import type { ReactNode } from "react";
import { type InlineField as Field, useCanvas } from "#components/canvas/canvas-state.ts";
import { InlineInput } from "./inline-input.tsx";

interface InlineFieldProps {
  machineId: string;
  field: Field;
  className: string;
  children: ReactNode;
}

/** One line of a card: text until someone edits it in place. */
export function InlineField({ machineId, field, className, children }: InlineFieldProps) {
  const isEditing = useCanvas((state) => state.editing?.machineId === machineId && state.editing.field === field);
  if (isEditing) return <InlineInput machineId={machineId} field={field} />;
  return (
    <span data-field={field} className={`pointer-events-auto flex min-w-0 ${className}`}>
      {children}
    </span>
  );
}

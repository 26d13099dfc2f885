"use client";
import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";

export interface FieldProps {
  label: string;
  error?: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

/** Label above, control, then the hint or, in its place, the error. */
export function Field({ label, error, hint, children, className = "" }: FieldProps) {
  const isInvalid = error !== undefined && error !== null && error !== "";
  return (
    <Base.Root invalid={isInvalid} className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <Base.Label className="text-sm font-medium text-text-2">{label}</Base.Label>
      {children}
      {isInvalid ? (
        <Base.Error match className="text-sm text-critical">
          {error}
        </Base.Error>
      ) : null}
      {hint === undefined || isInvalid ? null : (
        <Base.Description className="text-xs text-text-3">{hint}</Base.Description>
      )}
    </Base.Root>
  );
}

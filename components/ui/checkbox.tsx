"use client";
import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import { useId } from "react";

export interface CheckboxProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Some of several are ticked. */
  isMixed?: boolean | undefined;
  isLabelHidden?: boolean | undefined;
  disabled?: boolean | undefined;
}

const BOX =
  "flex size-4 shrink-0 items-center justify-center rounded border border-line-strong bg-surface text-on-accent data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent data-disabled:opacity-50";

export function Checkbox({ label, checked, onChange, isMixed = false, isLabelHidden, disabled }: CheckboxProps) {
  const id = useId();
  const labelId = `${id}-label`;
  const box = (
    <Base.Root
      id={id}
      checked={checked}
      indeterminate={isMixed}
      disabled={disabled}
      onCheckedChange={(next) => onChange(next)}
      // Without scripts too: the library ties the label to its box only once the page has come to life.
      {...(isLabelHidden ? { "aria-label": label } : { "aria-labelledby": labelId })}
      className={BOX}
    >
      <Base.Indicator className="flex data-unchecked:hidden">
        {isMixed ? (
          <Minus size={12} strokeWidth={2.5} aria-hidden />
        ) : (
          <Check size={12} strokeWidth={2.5} aria-hidden />
        )}
      </Base.Indicator>
    </Base.Root>
  );
  if (isLabelHidden) return <span className="inline-flex size-6 items-center justify-center">{box}</span>;
  return (
    <label htmlFor={id} className="inline-flex min-h-6 items-center gap-2">
      {box}
      <span id={labelId}>{label}</span>
    </label>
  );
}

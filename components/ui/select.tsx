"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";

interface SelectOption<Value extends string> {
  value: Value;
  label: string;
}

export interface SelectProps<Value extends string> {
  /** Accessible name; a visible one comes from `Field` around it. */
  label: string;
  value: Value | null;
  onChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  size?: "small" | "normal" | undefined;
  disabled?: boolean | undefined;
  placeholder?: string | undefined;
  className?: string | undefined;
}

export function Select<Value extends string>({ label, value, onChange, options, ...rest }: SelectProps<Value>) {
  const { size, disabled, placeholder, className = "" } = rest;
  const height = size === "small" ? "h-7 text-sm" : "h-8 text-base";
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger
        aria-label={label}
        className={`inline-flex min-w-24 items-center justify-between gap-2 rounded border border-line-strong bg-surface px-2 text-text select-none hover:bg-raised data-disabled:opacity-50 ${height} ${className}`}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-text-3" />
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-text-3" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className="max-h-[min(24rem,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-md border border-line-strong bg-surface py-1 text-base text-text outline-none">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid min-h-8 cursor-default grid-cols-[1rem_1fr] items-center gap-2 px-2 outline-none select-none data-highlighted:bg-raised"
                >
                  <Base.ItemIndicator className="col-start-1">
                    <Check size={14} strokeWidth={2} aria-hidden />
                  </Base.ItemIndicator>
                  <Base.ItemText className="col-start-2">{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

"use client";
import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";

interface Choice<Value extends string> {
  value: Value;
  label: string;
}

export interface SegmentedProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Choice<Value>[];
  label?: string | undefined;
  size?: "small" | "normal" | undefined;
}

/** One of a few, all visible: a switch of view or of format. */
export function Segmented<Value extends string>({ value, onChange, tabs, label, size }: SegmentedProps<Value>) {
  const height = size === "small" ? "h-6 px-2 text-sm" : "h-7 px-2.5 text-base";
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        if (next !== undefined) onChange(next);
      }}
      className="inline-flex shrink-0 rounded border border-line-strong bg-surface p-px"
    >
      {tabs.map((tab) => (
        <Toggle
          key={tab.value}
          value={tab.value}
          className={`rounded whitespace-nowrap text-text-2 hover:text-text data-pressed:bg-raised data-pressed:font-medium data-pressed:text-text ${height}`}
        >
          {tab.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

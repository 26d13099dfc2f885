"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

export interface TabsProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Choice<Value>[];
  /** Name of the list of tabs. */
  label?: string | undefined;
  /** What the chosen tab shows; wires panel and tab for screen readers. */
  children?: ReactNode;
}

export function Tabs<Value extends string>({ value, onChange, tabs, label, children }: TabsProps<Value>) {
  const choose = (next: unknown) => {
    const chosen = tabs.find((tab) => tab.value === next);
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <Base.Root value={value} onValueChange={choose} className="min-w-0">
      <Base.List aria-label={label} activateOnFocus={false} className="flex gap-1 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px h-9 border-b-2 border-transparent px-3 text-base whitespace-nowrap text-text-2 hover:text-text data-active:border-accent data-active:font-medium data-active:text-text"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {children === undefined ? null : (
        <Base.Panel value={value} key={value} className="pt-4 outline-none">
          {children}
        </Base.Panel>
      )}
    </Base.Root>
  );
}

"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

export interface MenuEntry {
  label: string;
  onSelect: () => void;
  shortcut?: string | undefined;
  disabled?: boolean | undefined;
  danger?: boolean | undefined;
  icon?: ReactNode;
  /** Given = the entry is one of a choice and shows whether it is chosen. */
  isChecked?: boolean | undefined;
}

export interface MenuProps {
  /** The button that opens the menu. */
  trigger: ReactElement;
  entries: readonly (MenuEntry | "separator")[];
  /** Shown above the entries, such as who is signed in. */
  heading?: ReactNode;
  align?: "start" | "center" | "end" | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
}

export const MENU_CLASS =
  "max-h-[var(--available-height)] min-w-44 overflow-y-auto rounded-md border border-line-strong bg-surface text-base text-text outline-none";

export function Menu({ trigger, entries, heading, align = "start", side = "bottom" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} side={side} className="z-50 outline-none">
          <Base.Popup className={MENU_CLASS}>
            {heading === undefined ? null : <div className="border-b px-3 py-2 text-sm text-text-2">{heading}</div>}
            <MenuRows entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Entries in their sections, for a menu of any kind. */
export function MenuRows({ entries }: Pick<MenuProps, "entries">) {
  return sections(entries).map((section) => (
    <Base.Group key={section[0]?.label} className="border-t py-1 first-of-type:border-t-0">
      {section.map((entry) => (
        <MenuRow key={entry.label} entry={entry} />
      ))}
    </Base.Group>
  ));
}

function sections(entries: MenuProps["entries"]): readonly (readonly MenuEntry[])[] {
  const all: MenuEntry[][] = [[]];
  for (const entry of entries) {
    if (entry === "separator") all.push([]);
    else all.at(-1)?.push(entry);
  }
  return all.filter((section) => section.length > 0);
}

function MenuRow({ entry }: { entry: MenuEntry }) {
  const tone = entry.danger ? "text-critical" : "";
  return (
    <Base.Item
      disabled={entry.disabled}
      onClick={entry.onSelect}
      className={`flex min-h-8 pointer-coarse:min-h-11 cursor-default items-center gap-2 px-3 py-1 outline-none select-none data-highlighted:bg-raised data-disabled:text-text-3 ${tone}`}
    >
      {entry.isChecked === undefined ? entry.icon : <Tick isShown={entry.isChecked} />}
      <span className="flex-1">{entry.label}</span>
      {entry.shortcut === undefined ? null : (
        <span className="pl-4 font-mono text-xs text-text-3">{entry.shortcut}</span>
      )}
    </Base.Item>
  );
}

function Tick({ isShown }: { isShown: boolean }) {
  return <Check size={14} strokeWidth={2} aria-hidden className={isShown ? "" : "invisible"} />;
}

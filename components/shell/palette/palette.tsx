"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useShellFacts } from "#components/shell/shell-context.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { type PaletteEntry, useCommands } from "./commands.ts";
import { useMachineHits } from "./machine-hits.ts";
import { bestMatches, isClose } from "./match.ts";

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onKeys: () => void;
}

interface PaletteGroup {
  readonly value: string;
  readonly items: readonly PaletteEntry[];
}

const GROUP_MAX = 8;

/** One field that jumps to a cluster, a machine or an address, or runs a command. */
export function Palette({ open, onOpenChange, onKeys }: PaletteProps) {
  const t = useTranslations("shell");
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("palette.title")}>
      <PaletteSearch onDone={() => onOpenChange(false)} onKeys={onKeys} />
    </Dialog>
  );
}

function usePaletteGroups(query: string, onKeys: () => void): readonly PaletteGroup[] {
  const t = useTranslations("shell");
  const router = useRouter();
  const { clusters } = useShellFacts();
  const commands = useCommands(onKeys);
  const hits = useMachineHits(query);
  const places = useMemo(
    () =>
      clusters.map(({ slug, name }): PaletteEntry => {
        const run = () => router.push(`/clusters/${slug}`);
        return { id: `cluster:${slug}`, label: name, note: slug === name ? undefined : slug, words: slug, run };
      }),
    [clusters, router],
  );
  const search = (entries: readonly PaletteEntry[]) => bestMatches(entries, query, textOf).slice(0, GROUP_MAX);
  const machines = hits.map(({ id, hostname, address, cluster, href }): PaletteEntry => {
    const note = [address, cluster ?? t("palette.unassigned")].filter(Boolean).join(" · ");
    return { id, label: hostname, note, words: address, run: () => router.push(href) };
  });
  const groups = [
    { value: t("palette.clusters"), items: search(places) },
    { value: t("palette.machines"), items: machines },
    { value: t("palette.commands"), items: search(commands) },
  ];
  // A group that answers only letter by letter never stands before one that has the word.
  const isLoose = ({ items }: PaletteGroup) =>
    items !== machines && !items.some((entry) => isClose(textOf(entry), query));
  return groups.filter(({ items }) => items.length > 0).sort((a, b) => Number(isLoose(a)) - Number(isLoose(b)));
}

const textOf = ({ label, words }: PaletteEntry): string => `${label} ${words}`;

function PaletteSearch({ onDone, onKeys }: { onDone: () => void; onKeys: () => void }) {
  const t = useTranslations("shell");
  const [query, setQuery] = useState("");
  const groups = usePaletteGroups(query, onKeys);
  const choose = (entry: PaletteEntry) => {
    onDone();
    entry.run();
  };
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      autoHighlight="always"
      items={groups}
      value={query}
      onValueChange={(next) => setQuery(next)}
      itemToStringValue={(entry: PaletteEntry) => entry.label}
    >
      <Autocomplete.Input
        autoFocus
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        className="h-9 w-full rounded border border-line-strong bg-bg px-3 text-lg"
      />
      <Autocomplete.List className="mt-2 h-80 overflow-y-auto">
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.value} items={group.items} className="pb-2">
            <Autocomplete.GroupLabel className="px-2 py-1 text-xs font-medium text-text-3">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: PaletteEntry) => (
                <Autocomplete.Item
                  key={entry.id}
                  value={entry}
                  onClick={() => choose(entry)}
                  className="flex min-h-8 cursor-default items-center gap-2 rounded px-2 select-none data-highlighted:bg-raised"
                >
                  <span className="truncate">{entry.label}</span>
                  <span className="min-w-0 flex-1 truncate text-sm text-text-2">{entry.note}</span>
                  {entry.shortcut === undefined ? null : <Kbd>{entry.shortcut}</Kbd>}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <Autocomplete.Empty>
        {groups.length === 0 ? <p className="p-2 text-text-2">{t("palette.none", { query })}</p> : null}
      </Autocomplete.Empty>
    </Autocomplete.Root>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { HistoryEntry } from "#lib/core/api/plans.ts";
import { Time } from "#lib/i18n/time.tsx";

export interface VersionListProps {
  entries: readonly HistoryEntry[];
  chosen: number;
  newest: number;
  onChoose: (version: number) => void;
}

/** Newest first; a labelled version shows its label before what was done. */
export function VersionList({ entries, chosen, newest, onChoose }: VersionListProps) {
  const t = useTranslations("history");
  return (
    <ol aria-label={t("versions")} className="overflow-hidden rounded-md border bg-surface">
      {entries.map((entry) => (
        <li key={entry.version} className="border-b last:border-b-0">
          <button
            type="button"
            aria-current={entry.version === chosen ? "true" : undefined}
            onClick={() => onChoose(entry.version)}
            className="grid w-full grid-cols-[3.5rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-l-2 border-transparent px-3 py-1.5 text-left hover:bg-raised aria-[current]:border-accent aria-[current]:bg-raised"
          >
            <span className="font-mono text-sm text-text-3">v{entry.version}</span>
            <span className="truncate">
              {entry.name === null ? null : <strong className="mr-2 font-semibold">{entry.name}</strong>}
              {entry.label}
            </span>
            <span className="flex gap-1">
              {entry.version === newest ? <Badge tone="accent">{t("current")}</Badge> : null}
              {entry.kind === "edit" ? null : <Badge>{t(`kind.${entry.kind}`)}</Badge>}
            </span>
            <span />
            <span className="truncate text-sm text-text-2">
              {entry.by} · {t("changes", { count: entry.changeCount })}
            </span>
            <span className="text-sm text-text-2">
              <Time at={entry.at} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

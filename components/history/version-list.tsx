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
            className="grid w-full grid-cols-[3rem_minmax(0,1fr)] items-baseline border-l-2 border-transparent px-3 py-1.5 text-left hover:bg-raised aria-[current]:border-accent aria-[current]:bg-raised"
          >
            <span className="font-mono text-sm text-text-2">v{entry.version}</span>
            <span className="flex items-center gap-1.5">
              <span className="min-w-0 flex-1 truncate" title={entry.label}>
                {entry.name === null ? null : <strong className="mr-2 font-semibold">{entry.name}</strong>}
                {entry.label}
              </span>
              {entry.version === newest ? <Badge tone="accent">{t("current")}</Badge> : null}
              {entry.kind === "edit" ? null : <Badge>{t(`kind.${entry.kind}`)}</Badge>}
            </span>
            <span />
            <span className="flex gap-2 text-sm text-text-2">
              <span className="min-w-0 flex-1 truncate">
                {entry.by} · {t("changes", { count: entry.changeCount })}
              </span>
              <Time at={entry.at} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

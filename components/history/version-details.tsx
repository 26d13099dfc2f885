"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { Time } from "#lib/i18n/time.tsx";
import { call } from "#lib/query/api.ts";
import { ChangeTable } from "./change-table.tsx";
import { RestoreButton } from "./restore-button.tsx";
import { VersionName } from "./version-name.tsx";

export interface VersionDetailsProps {
  slug: string;
  version: number;
  newest: number;
  canEdit: boolean;
}

function versionKey(slug: string, version: number) {
  return ["history-entry", slug, version] as const;
}

/** One version: who, when, what field by field; label it, look at it, restore it. */
export function VersionDetails({ slug, version, newest, canEdit }: VersionDetailsProps) {
  const t = useTranslations("history");
  const textOf = useProblemText();
  const entry = useQuery({
    queryKey: versionKey(slug, version),
    queryFn: () => call(routes.getHistoryEntry, { params: { slug, version } }),
  });
  return (
    <section aria-label={t("details", { version })} className="min-w-0 rounded-md border bg-surface lg:sticky lg:top-4">
      <header className="flex min-h-12 flex-wrap items-center gap-2 border-b px-4 py-2">
        <h2 className="text-lg font-semibold">{t("details", { version })}</h2>
        {version === newest ? <Badge tone="accent">{t("current")}</Badge> : null}
        <span className="flex-1" />
        {version === newest ? null : (
          <PageLink href={`/clusters/${slug}/history?version=${version}`} className={buttonClass("plain", "small")}>
            {t("view")}
          </PageLink>
        )}
        {canEdit && version !== newest ? <RestoreButton slug={slug} version={version} newest={newest} /> : null}
      </header>
      <div className="grid gap-4 px-4 py-3">
        {entry.isPending ? <SkeletonRows rows={5} columns={4} /> : null}
        {entry.isError ? <Banner tone="critical">{textOf(entry.error)}</Banner> : null}
        {entry.data === undefined ? null : (
          <>
            <div>
              <p>{entry.data.label}</p>
              <p className="text-sm text-text-2">
                {entry.data.by} · <Time at={entry.data.at} />
              </p>
            </div>
            {canEdit ? <VersionName slug={slug} version={version} name={entry.data.name} /> : null}
            {!canEdit && entry.data.name !== null ? <p className="font-semibold">{entry.data.name}</p> : null}
            <ChangeTable slug={slug} version={version} changes={entry.data.changes} />
          </>
        )}
      </div>
    </section>
  );
}

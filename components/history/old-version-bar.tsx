"use client";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Time } from "#lib/i18n/time.tsx";
import { RestoreButton } from "./restore-button.tsx";

export interface OldVersionBarProps {
  slug: string;
  version: number;
  newest: number;
  at: string;
  by: string;
  canEdit: boolean;
}

/** Says over an old version that it is one. */
export function OldVersionBar({ slug, version, newest, at, by, canEdit }: OldVersionBarProps) {
  const t = useTranslations("history");
  return (
    <Banner
      tone="info"
      action={
        <>
          {canEdit && version !== newest ? <RestoreButton slug={slug} version={version} newest={newest} /> : null}
          <PageLink href={`/clusters/${slug}/history?v=${version}`} className={buttonClass("plain", "small")}>
            {t("back")}
          </PageLink>
        </>
      }
    >
      {t.rich("old", { version, by, at: () => <Time at={at} /> })}
    </Banner>
  );
}

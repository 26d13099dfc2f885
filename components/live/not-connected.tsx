"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";

/** What the live page says of a cluster that nobody watches yet, and the way to change that. */
export function NotConnected({ slug, canEdit }: { slug: string; canEdit: boolean }) {
  const t = useTranslations("live");
  return (
    <div className="p-4">
      <Empty
        isPage
        title={t("notConnected.title")}
        text={t(canEdit ? "notConnected.text" : "notConnected.viewer")}
        action={
          canEdit ? (
            <Link href={`/clusters/${slug}/connect`} className={buttonClass("primary")}>
              {t("notConnected.connect")}
            </Link>
          ) : undefined
        }
      />
    </div>
  );
}

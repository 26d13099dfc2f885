"use client";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { useKeeping } from "#lib/query/live/keeping.ts";

/** Says that what the engines see is not stored, for as long as that is so. */
export function KeepingBanner() {
  const t = useTranslations("live");
  const keeping = useKeeping();
  if (keeping === "kept") return null;
  return (
    <Banner tone="critical" isAlert>
      {t(`keeping.${keeping}`)}
    </Banner>
  );
}

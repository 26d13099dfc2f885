import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Plan } from "#lib/core/plan/plan.ts";
import { langOf } from "#lib/i18n/locale.ts";

export interface TopologyPictureProps {
  slug: string;
  plan: Plan;
  /** Part of the address, so that a cached drawing is never older than the plan. */
  version: number;
  theme: "system" | "light" | "dark";
}

/** The drawing of the plan as a picture; leads to the design. */
export function TopologyPicture({ slug, plan, version, theme }: TopologyPictureProps) {
  const t = useTranslations("clusters");
  const look = `version=${version}&lang=${langOf(useLocale())}`;
  const address = (theme: "light" | "dark") => `/api/v1/clusters/${slug}/topology.svg?${look}&theme=${theme}`;
  return (
    <PageLink
      href={`/clusters/${slug}/design`}
      className="flex min-h-40 items-center justify-center overflow-hidden rounded-md border bg-surface p-3"
    >
      {plan.machines.length === 0 ? (
        <span className="text-text-2">{t("summary.empty")}</span>
      ) : (
        <picture className="contents">
          {theme === "system" ? <source media="(prefers-color-scheme: dark)" srcSet={address("dark")} /> : null}
          <img
            src={address(theme === "dark" ? "dark" : "light")}
            alt={t("summary.drawing", { name: plan.name })}
            className="max-h-[26rem] max-w-full"
          />
        </picture>
      )}
    </PageLink>
  );
}

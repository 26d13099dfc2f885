import Link from "next/link";
import { useTranslations } from "next-intl";

export interface TopologyPictureProps {
  slug: string;
  name: string;
  /** Part of the address, so that a cached drawing is never older than the plan. */
  version: number;
  theme: "system" | "light" | "dark";
  isEmpty: boolean;
}

/** The drawing of the plan as a picture; leads to the design. */
export function TopologyPicture({ slug, name, version, theme, isEmpty }: TopologyPictureProps) {
  const t = useTranslations("clusters");
  const address = (shade: "light" | "dark") =>
    `/api/v1/clusters/${slug}/topology.svg?version=${version}&theme=${shade}`;
  return (
    <Link
      href={`/clusters/${slug}/design`}
      className="flex min-h-40 items-center justify-center overflow-hidden rounded-md border bg-surface p-3"
    >
      {isEmpty ? (
        <span className="text-text-2">{t("summary.empty")}</span>
      ) : (
        <picture className="contents">
          {theme === "system" ? <source media="(prefers-color-scheme: dark)" srcSet={address("dark")} /> : null}
          <img
            src={address(theme === "dark" ? "dark" : "light")}
            alt={t("summary.drawing", { name })}
            className="max-h-[26rem] max-w-full"
          />
        </picture>
      )}
    </Link>
  );
}

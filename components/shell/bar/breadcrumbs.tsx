"use client";
import { ChevronRight } from "lucide-react";
import { useParams, usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useShellFacts } from "#components/shell/shell-context.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { ClusterSwitcher } from "./cluster-switcher.tsx";

export const CLUSTER_TABS = ["summary", "design", "survive", "live", "export", "history"] as const;

/** The last part of `/clusters/<slug>/<view>`; the summary has none of its own, and connecting belongs to live. */
export function viewOf(pathname: string): (typeof CLUSTER_TABS)[number] {
  const part = pathname.split("/")[3];
  if (part === "connect") return "live";
  return CLUSTER_TABS.find((tab) => tab === part) ?? "summary";
}

export function Breadcrumbs() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const { slug } = useParams<{ slug?: string }>();
  const { clusters } = useShellFacts();
  if (slug !== undefined) {
    return (
      <Trail>
        <PageLink href="/" className="hidden text-text-2 hover:text-text sm:inline">
          {t("nav.overview")}
        </PageLink>
        <ChevronRight size={14} aria-hidden className="hidden text-text-3 sm:inline" />
        <ClusterSwitcher clusters={clusters} />
        <ChevronRight size={14} aria-hidden className="hidden text-text-3 sm:inline" />
        <span aria-current="page" className="hidden truncate sm:inline">
          {t(`tab.${viewOf(pathname)}`)}
        </span>
      </Trail>
    );
  }
  const place =
    ["machines", "certificates", "events", "settings"].find((part) => pathname.startsWith(`/${part}`)) ?? "overview";
  return (
    <Trail>
      <span aria-current="page" className="truncate font-medium">
        {t(`nav.${place}`)}
      </span>
    </Trail>
  );
}

function Trail({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <nav aria-label={t("bar.trail")} className="flex min-w-0 flex-1 items-center gap-1.5">
      {children}
    </nav>
  );
}

"use client";
import { ChevronsUpDown } from "lucide-react";
import { useParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ClusterName } from "#components/shell/shell-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { TextInput } from "#components/ui/text-input.tsx";

const SHOWN_MAX = 50;

/** Name of the current cluster; opens a list to change to another without leaving the view. */
export function ClusterSwitcher({ clusters }: { clusters: readonly ClusterName[] }) {
  const t = useTranslations("shell");
  const { slug } = useParams<{ slug?: string }>();
  const [isOpen, setOpen] = useState(false);
  const name = clusters.find((cluster) => cluster.slug === slug)?.name ?? slug ?? t("bar.allClusters");
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="quiet" size="small" aria-label={t("bar.switcher", { name })} className="max-w-56 text-text">
          <span className="truncate">{name}</span>
          <ChevronsUpDown size={14} strokeWidth={1.75} aria-hidden className="text-text-3" />
        </Button>
      }
    >
      <ClusterChoice clusters={clusters} onChosen={() => setOpen(false)} />
    </Popover>
  );
}

function ClusterChoice({ clusters, onChosen }: { clusters: readonly ClusterName[]; onChosen: () => void }) {
  const t = useTranslations("shell");
  const { slug } = useParams<{ slug?: string }>();
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const matching = clusters.filter(({ name, slug: id }) => `${name} ${id}`.toLowerCase().includes(wanted));
  return (
    <div className="flex w-64 flex-col gap-2">
      <TextInput
        size="small"
        aria-label={t("bar.findCluster")}
        placeholder={t("bar.findCluster")}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="max-h-72 overflow-y-auto">
        {matching.slice(0, SHOWN_MAX).map((cluster) => (
          <li key={cluster.slug}>
            <PageLink
              href={`/clusters/${cluster.slug}`}
              onClick={onChosen}
              aria-current={cluster.slug === slug ? "true" : undefined}
              className="flex min-h-8 items-center truncate rounded px-2 hover:bg-raised aria-[current]:font-medium"
            >
              {cluster.name}
            </PageLink>
          </li>
        ))}
      </ul>
      {matching.length === 0 ? <p className="px-2 text-sm text-text-2">{t("bar.noCluster")}</p> : null}
    </div>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { DataTable } from "#components/ui/data-table.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ListedCluster } from "#lib/core/api/plans.ts";
import { DesignedMargin } from "./designed-margin.tsx";
import { LiveCells, LiveMargin, LiveState } from "./live-cells.tsx";

const CELL = "h-9 px-2 whitespace-nowrap 2xl:px-3";
const WIDE = "hidden md:table-cell";

/** Clusters as they are now, as the server lists them: the worst first. A cluster that nobody watches stands at the end with its plan's margin. */
export function LiveTable({ clusters, nowMs }: { clusters: readonly ListedCluster[]; nowMs: number }) {
  const t = useTranslations("clusters");
  const column = (key: string, className = "", isNumber = false) => ({
    key,
    title: t(`column.${key}`),
    className,
    isNumber,
  });
  return (
    <DataTable
      columns={[
        column("state"),
        column("name"),
        column("margin"),
        column("api", WIDE),
        column("etcdLive", WIDE),
        column("vip", WIDE),
        column("certificates", WIDE, true),
        column("nodes", WIDE),
        column("seen", "", true),
      ]}
    >
      {clusters.map((cluster) => (
        <tr key={cluster.id} className="relative border-b last:border-b-0 focus-within:bg-raised hover:bg-raised">
          <td className={CELL}>
            <LiveState live={cluster.live} nowMs={nowMs} />
          </td>
          <td className={`${CELL} max-w-72 truncate`}>
            <PageLink
              href={`/clusters/${cluster.slug}${cluster.live === null ? "" : "/live"}`}
              className="font-medium after:absolute after:inset-0"
            >
              {cluster.name}
            </PageLink>
          </td>
          <td className={`${CELL} max-w-40 truncate 2xl:max-w-96`}>
            {cluster.live === null ? (
              <DesignedMargin margin={cluster.margin} />
            ) : (
              <LiveMargin live={cluster.live} nowMs={nowMs} />
            )}
          </td>
          <LiveCells live={cluster.live} nowMs={nowMs} className={CELL} wide={WIDE} />
        </tr>
      ))}
    </DataTable>
  );
}

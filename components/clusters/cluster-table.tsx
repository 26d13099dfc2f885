"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "#components/ui/data-table.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ListedCluster } from "#lib/core/api/plans.ts";
import type { Role } from "#lib/core/plan/machine.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";
import { Time } from "#lib/i18n/time.tsx";
import { MarginCell } from "./margin-cell.tsx";

const ROLES = ["lb", "control-plane", "etcd", "worker"] as const satisfies readonly Role[];
const WIDE = "hidden md:table-cell";
const WIDEST = "hidden lg:table-cell";
const CELL = "h-9 px-2 whitespace-nowrap 2xl:px-3";

/** One row per cluster; small screens keep name, machines and age. */
export function ClusterTable({ clusters }: { clusters: readonly ListedCluster[] }) {
  const t = useTranslations("clusters");
  const column = (key: string, className = "", isNumber = false) => {
    return { key, title: t(`column.${key}`), className, isNumber };
  };
  return (
    <DataTable
      columns={[
        column("name"),
        column("margin"),
        column("group", WIDE),
        column("kubernetes", WIDE),
        ...ROLES.map((role) => column(role, WIDEST, true)),
        column("machines", "", true),
        column("cores", WIDE, true),
        column("memory", WIDE, true),
        column("disk", WIDE, true),
        column("topology", "hidden 2xl:table-cell"),
        column("version", WIDE, true),
        column("edited"),
      ]}
    >
      {clusters.map((cluster) => (
        <ClusterRow key={cluster.id} cluster={cluster} />
      ))}
    </DataTable>
  );
}

function ClusterRow({ cluster }: { cluster: ListedCluster }) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const amounts = useAmounts();
  const { totals } = cluster;
  return (
    <tr className="relative border-b last:border-b-0 focus-within:bg-raised hover:bg-raised">
      <td className={`${CELL} max-w-72 truncate`}>
        <PageLink href={`/clusters/${cluster.slug}`} className="font-medium after:absolute after:inset-0">
          {cluster.name}
        </PageLink>
      </td>
      <td className={`${CELL} max-w-48 truncate 2xl:max-w-72`}>
        <MarginCell margin={cluster.margin} />
      </td>
      <td className={`${CELL} ${WIDE} max-w-40 truncate text-text-2`}>{cluster.group ?? <Blank />}</td>
      <td className={`${CELL} ${WIDE} font-mono`}>{cluster.kubernetesVersion ?? <Blank />}</td>
      {ROLES.map((role) => (
        <td key={role} className={`${CELL} text-right ${WIDEST}`}>
          {cluster.roles[role] === undefined ? <Blank /> : amounts.count(cluster.roles[role])}
        </td>
      ))}
      <td className={`${CELL} text-right`}>{amounts.count(totals.machines)}</td>
      <Amount text={amounts.count(totals.cpuCores)} unknown={totals.unknown.cpuCores} />
      <Amount text={amounts.memory(totals.memoryMiB)} unknown={totals.unknown.memoryMiB} />
      <Amount text={amounts.disk(totals.systemDiskGB + totals.dataDiskGB)} unknown={totals.unknown.disks} />
      <td className={`${CELL} hidden 2xl:table-cell`}>{common(`etcdTopology.${cluster.etcdTopology ?? "none"}`)}</td>
      <td className={`${CELL} ${WIDE} text-right font-mono`}>v{cluster.version}</td>
      <td className={`${CELL} text-text-2`}>
        <Time at={cluster.updatedAt} as="age" />{" "}
        <span className="hidden 2xl:inline">{t("by", { name: cluster.updatedBy })}</span>
      </td>
    </tr>
  );
}

/** A sum; machines without the figure are named beside it, never counted as zero. */
function Amount({ text, unknown }: { text: string; unknown: number }) {
  const common = useTranslations("common");
  return (
    <td className={`${CELL} text-right ${WIDE}`}>
      {text}
      {unknown === 0 ? null : (
        <span className="ml-1 text-text-3" title={common("unknownPart", { count: unknown })}>
          +?
        </span>
      )}
    </td>
  );
}

function Blank(): ReactNode {
  return <span className="text-text-3">-</span>;
}

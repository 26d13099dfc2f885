"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ClusterSummary } from "#lib/core/api/plans.ts";
import type { Role } from "#lib/core/plan/machine.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";
import { Time } from "#lib/i18n/time.tsx";

const ROLES = ["lb", "control-plane", "etcd", "worker"] as const satisfies readonly Role[];
const HEAD =
  "sticky top-0 z-10 h-8 border-b bg-surface px-3 text-left text-xs font-medium whitespace-nowrap text-text-2";
const CELL = "h-9 px-3 whitespace-nowrap";

/** One row per cluster; small screens keep name, machines and age. */
export function ClusterTable({ clusters }: { clusters: readonly ClusterSummary[] }) {
  const t = useTranslations("clusters");
  const wide = "hidden md:table-cell";
  return (
    <div className="overflow-x-auto rounded-md border bg-surface">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr>
            <th className={HEAD}>{t("column.name")}</th>
            <th className={`${HEAD} ${wide}`}>{t("column.group")}</th>
            <th className={`${HEAD} ${wide}`}>{t("column.kubernetes")}</th>
            {ROLES.map((role) => (
              <th key={role} className={`${HEAD} hidden text-right lg:table-cell`}>
                {t(`column.${role}`)}
              </th>
            ))}
            <th className={`${HEAD} text-right`}>{t("column.machines")}</th>
            <th className={`${HEAD} ${wide} text-right`}>{t("column.cores")}</th>
            <th className={`${HEAD} ${wide} text-right`}>{t("column.memory")}</th>
            <th className={`${HEAD} ${wide} text-right`}>{t("column.disk")}</th>
            <th className={`${HEAD} hidden lg:table-cell`}>{t("column.topology")}</th>
            <th className={`${HEAD} ${wide} text-right`}>{t("column.version")}</th>
            <th className={HEAD}>{t("column.edited")}</th>
          </tr>
        </thead>
        <tbody>
          {clusters.map((cluster) => (
            <ClusterRow key={cluster.id} cluster={cluster} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ClusterRow({ cluster }: { cluster: ClusterSummary }) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const amounts = useAmounts();
  const { totals } = cluster;
  const wide = "hidden md:table-cell";
  return (
    <tr className="relative border-b last:border-b-0 focus-within:bg-raised hover:bg-raised">
      <td className={`${CELL} max-w-72 truncate`}>
        <Link href={`/clusters/${cluster.slug}`} className="font-medium after:absolute after:inset-0">
          {cluster.name}
        </Link>
      </td>
      <td className={`${CELL} ${wide} max-w-40 truncate text-text-2`}>{cluster.group ?? <Blank />}</td>
      <td className={`${CELL} ${wide} font-mono`}>{cluster.kubernetesVersion ?? <Blank />}</td>
      {ROLES.map((role) => (
        <td key={role} className={`${CELL} hidden text-right lg:table-cell`}>
          {cluster.roles[role] === undefined ? <Blank /> : amounts.count(cluster.roles[role])}
        </td>
      ))}
      <td className={`${CELL} text-right`}>{amounts.count(totals.machines)}</td>
      <Amount text={amounts.count(totals.cpuCores)} unknown={totals.unknown.cpuCores} />
      <Amount text={amounts.memory(totals.memoryMiB)} unknown={totals.unknown.memoryMiB} />
      <Amount text={amounts.disk(totals.systemDiskGB + totals.dataDiskGB)} unknown={totals.unknown.disks} />
      <td className={`${CELL} hidden lg:table-cell`}>{common(`etcdTopology.${cluster.etcdTopology ?? "none"}`)}</td>
      <td className={`${CELL} ${wide} text-right font-mono`}>v{cluster.version}</td>
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
    <td className={`${CELL} hidden text-right md:table-cell`}>
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

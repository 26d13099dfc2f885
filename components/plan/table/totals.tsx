"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Machine } from "#lib/core/plan/machine.ts";
import { type Totals, totalsByRole, totalsOf } from "#lib/core/plan/totals.ts";

const MIB_PER_GIB = 1024;

/** Sums of the plan per role and in all; machines without a figure are counted apart, never as zero. */
export function TotalsBar({ machines }: { readonly machines: readonly Machine[] }) {
  const t = useTranslations("table");
  const rows = useMemo(() => totalsByRole(machines), [machines]);
  const all = useMemo(() => totalsOf(machines), [machines]);
  return (
    <section
      aria-label={t("totals.label")}
      className="max-h-28 shrink-0 overflow-auto border-t border-line-strong bg-raised"
    >
      <table className="text-sm whitespace-nowrap">
        <thead className="sr-only">
          <tr>
            {(["role", "machines", "cores", "memory", "system", "data", "unknown"] as const).map((key) => (
              <th key={key} scope="col">
                {t(`totals.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <TotalsRow label={t("totals.all")} totals={all} isAll />
          {rows.length > 1 &&
            rows.map(({ role, totals }) => (
              <TotalsRow key={role} label={role === null ? t("totals.noRole") : t(`roles.${role}`)} totals={totals} />
            ))}
        </tbody>
      </table>
    </section>
  );
}

function TotalsRow({
  label,
  totals,
  isAll = false,
}: {
  readonly label: string;
  readonly totals: Totals;
  readonly isAll?: boolean;
}) {
  const t = useTranslations("table");
  const format = useFormatter();
  const { unknown } = totals;
  const missing = Math.max(unknown.cpuCores, unknown.memoryMiB, unknown.disks);
  const cell = "px-3 py-0.5 text-right tabular-nums";
  return (
    <tr className={isAll ? "font-medium" : "text-text-2"}>
      <th scope="row" className="sticky left-0 bg-raised px-3 py-0.5 text-left font-inherit">
        {label}
      </th>
      <td className={cell}>{t("totals.machineCount", { count: totals.machines })}</td>
      <td className={cell}>{t("totals.coreCount", { count: totals.cpuCores })}</td>
      <td className={cell}>{`${format.number(totals.memoryMiB / MIB_PER_GIB, { maximumFractionDigits: 2 })} GiB`}</td>
      <td className={cell}>{t("totals.systemGB", { size: totals.systemDiskGB })}</td>
      <td className={cell}>{t("totals.dataGB", { size: totals.dataDiskGB })}</td>
      <td className={`${cell} text-text-3`}>{missing > 0 && t("totals.unknownCount", { count: missing })}</td>
    </tr>
  );
}

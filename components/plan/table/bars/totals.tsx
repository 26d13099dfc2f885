"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useDeferredValue, useId, useMemo } from "react";
import type { Machine } from "#lib/core/plan/machine.ts";
import { type Totals, totalsByRole, totalsOf } from "#lib/core/plan/totals.ts";
import { useRolesOpen } from "./use-roles-open.ts";

const MIB_PER_GIB = 1024;
const CELL = "h-6 px-3 text-right tabular-nums";

/** Sums of the plan in all and, on demand, per role; machines without a figure are counted apart, never as zero. */
export function TotalsBar({ machines }: { readonly machines: readonly Machine[] }) {
  const t = useTranslations("table");
  const bodyId = useId();
  // A large plan shows the edited cell first and the sums right after it.
  const settled = useDeferredValue(machines);
  const roles = useMemo(() => totalsByRole(settled), [settled]);
  const all = useMemo(() => totalsOf(settled), [settled]);
  const { isOpen, setOpen, bar } = useRolesOpen();
  const Chevron = isOpen ? ChevronDown : ChevronUp;
  return (
    <section
      ref={bar}
      aria-label={t("totals.label")}
      className="max-h-40 shrink-0 overflow-auto border-t border-line-strong bg-raised py-0.5"
    >
      <table className="text-sm whitespace-nowrap">
        <TotalsHead />
        <tbody>
          <TotalsRow totals={all} isAll>
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={bodyId}
              className="-mx-1 inline-flex items-center gap-1 rounded px-1 hover:text-accent"
              onClick={() => setOpen(!isOpen)}
            >
              <Chevron size={14} strokeWidth={1.75} aria-hidden />
              {t("totals.all")}
              <span className="sr-only">{t("totals.byRole")}</span>
            </button>
          </TotalsRow>
        </tbody>
        <tbody id={bodyId} hidden={!isOpen}>
          {roles.map(({ role, totals }) => (
            <TotalsRow key={role} totals={totals}>
              <span className="pl-4.5">{role === null ? t("totals.noRole") : t(`roles.${role}`)}</span>
            </TotalsRow>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TotalsHead() {
  const t = useTranslations("table");
  return (
    <thead className="sr-only">
      <tr>
        {(["role", "machines", "cores", "memory", "system", "data", "unknown"] as const).map((key) => (
          <th key={key} scope="col">
            {t(`totals.${key}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly totals: Totals;
  readonly isAll?: boolean;
  readonly children: React.ReactNode;
}

function TotalsRow({ totals, isAll = false, children }: RowProps) {
  const t = useTranslations("table");
  const format = useFormatter();
  const { unknown } = totals;
  const missing = Math.max(unknown.cpuCores, unknown.memoryMiB, unknown.disks);
  const memory = format.number(totals.memoryMiB / MIB_PER_GIB, { maximumFractionDigits: 2 });
  return (
    <tr className={isAll ? "font-medium" : "text-text-2"}>
      <th scope="row" className="sticky left-0 h-6 bg-raised px-3 text-left font-inherit">
        {children}
      </th>
      <td className={CELL}>{t("totals.machineCount", { count: totals.machines })}</td>
      <td className={CELL}>{t("totals.coreCount", { count: totals.cpuCores })}</td>
      <td className={CELL}>{t("totals.memoryGiB", { memory })}</td>
      <td className={CELL}>{t("totals.systemGB", { size: totals.systemDiskGB })}</td>
      <td className={CELL}>{t("totals.dataGB", { size: totals.dataDiskGB })}</td>
      <td className={`${CELL} text-text-2`}>{missing > 0 && t("totals.unknownCount", { count: missing })}</td>
    </tr>
  );
}

import { useTranslations } from "next-intl";
import type { Machine } from "#lib/core/plan/machine.ts";
import { type Totals, totalsByRole, totalsOf } from "#lib/core/plan/totals.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";

const HEAD =
  "h-7 border-b px-2 text-right text-xs font-medium whitespace-nowrap text-text-2 first:pl-0 first:text-left";
const CELL = "h-8 px-2 text-right whitespace-nowrap first:pl-0 first:text-left";

/** Sums per role; each machine counts once, under its principal role. */
export function SummaryTotals({ machines }: { machines: readonly Machine[] }) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  return (
    <div className="-mx-4 -my-3 overflow-x-auto px-4 py-1">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr>
            <th className={HEAD}>{t("summary.role")}</th>
            <th className={HEAD}>{t("column.machines")}</th>
            <th className={HEAD}>{t("column.cores")}</th>
            <th className={HEAD}>{t("column.memory")}</th>
            <th className={HEAD}>{t("summary.systemDisk")}</th>
            <th className={HEAD}>{t("summary.dataDisk")}</th>
          </tr>
        </thead>
        <tbody>
          {totalsByRole(machines).map(({ role, totals }) => (
            <TotalsRow key={role} name={role === null ? t("summary.noRole") : common(`role.${role}`)} totals={totals} />
          ))}
        </tbody>
        <tfoot className="font-medium">
          <TotalsRow name={t("summary.all")} totals={totalsOf(machines)} />
        </tfoot>
      </table>
    </div>
  );
}

function TotalsRow({ name, totals }: { name: string; totals: Totals }) {
  const amounts = useAmounts();
  return (
    <tr className="border-b last:border-b-0">
      <th scope="row" className={`${CELL} [font-weight:inherit]`}>
        {name}
      </th>
      <td className={CELL}>{amounts.count(totals.machines)}</td>
      <Sum text={amounts.count(totals.cpuCores)} unknown={totals.unknown.cpuCores} />
      <Sum text={amounts.memory(totals.memoryMiB)} unknown={totals.unknown.memoryMiB} />
      <Sum text={amounts.disk(totals.systemDiskGB)} unknown={totals.unknown.disks} />
      <td className={CELL}>{amounts.disk(totals.dataDiskGB)}</td>
    </tr>
  );
}

/** A sum is a lower bound while some machines have no figure. */
function Sum({ text, unknown }: { text: string; unknown: number }) {
  const common = useTranslations("common");
  return (
    <td className={CELL}>
      {text}
      {unknown === 0 ? null : (
        <span className="block text-xs text-text-3">{common("unknownPart", { count: unknown })}</span>
      )}
    </td>
  );
}

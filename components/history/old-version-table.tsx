import { useTranslations } from "next-intl";
import { DataTable } from "#components/ui/data-table.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";

const SHOWN_MAX = 500;
const COLUMNS = ["hostname", "ips", "specText", "os", "roles", "zone", "remark"] as const;
const CELL = "h-8 max-w-80 truncate px-2 whitespace-nowrap 2xl:px-3";

/** The machines of an old version, to be read. */
export function OldVersionTable({ machines }: { machines: readonly Machine[] }) {
  const t = useTranslations("changes");
  const common = useTranslations("common");
  return (
    <div>
      <DataTable columns={COLUMNS.map((key) => ({ key, title: t(`field.${key}`) }))}>
        {machines.slice(0, SHOWN_MAX).map((machine) => (
          <OldMachineRow key={machine.id} machine={machine} />
        ))}
      </DataTable>
      {machines.length > SHOWN_MAX ? (
        <p className="mt-2 text-sm text-text-2">{common("shown", { shown: SHOWN_MAX, total: machines.length })}</p>
      ) : null}
    </div>
  );
}

function OldMachineRow({ machine }: { machine: Machine }) {
  const common = useTranslations("common");
  const { hostname, ips, ipToAssignIn, specText, osText, os, osVersion, zone, remark } = machine;
  const cells = [
    ips.length > 0 ? ips.join(", ") : (ipToAssignIn ?? ""),
    specText ?? specOf(machine) ?? "",
    osText ?? [os, osVersion].filter(Boolean).join(" "),
    machine.roles.map((role) => common(`role.${role}`)).join(", "),
    zone ?? "",
    remark ?? "",
  ];
  return (
    <tr className="border-b last:border-b-0">
      <th scope="row" className={`${CELL} text-left font-mono font-normal`}>
        {hostname}
      </th>
      {cells.map((text, at) => (
        <td key={COLUMNS[at + 1]} title={text} className={`${CELL} ${at < 2 ? "font-mono" : ""}`}>
          {text}
        </td>
      ))}
    </tr>
  );
}

"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { InventoryRow } from "#lib/core/api/plans.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";

const CELL = "h-8 px-2 whitespace-nowrap 2xl:px-3";
const WIDE = `${CELL} hidden md:table-cell`;

/** The cells of one machine, without the one that selects it. */
export function InventoryCells({ row }: { row: InventoryRow }) {
  const t = useTranslations("machines");
  const common = useTranslations("common");
  const { machine } = row;
  const spec = specOf(machine);
  const roles = machine.roles.map((role) => common(`role.${role}`)).join(", ");
  const os = machine.osText ?? [machine.os, machine.osVersion].filter(Boolean).join(" ");
  return (
    <>
      <td className={`${CELL} font-mono`}>
        {machine.hostname}
        {row.isDuplicateName ? <Duplicate text={t("sameName")} /> : null}
      </td>
      <td className={CELL}>
        <Addresses row={row} />
      </td>
      <td className={`${CELL} max-w-52 truncate`}>
        {row.slug === UNASSIGNED ? (
          <span className="text-text-2">{t("unassigned")}</span>
        ) : (
          <PageLink
            href={`/clusters/${row.slug}/design?select=${encodeURIComponent(machine.id)}`}
            className="text-accent hover:underline max-md:block max-md:max-w-24 max-md:truncate"
          >
            {row.clusterName}
          </PageLink>
        )}
      </td>
      <td className={WIDE}>{roles === "" ? <Blank text={t("noRole")} /> : roles}</td>
      <td className={`${WIDE} font-mono`}>{spec ?? machine.specText ?? <Blank />}</td>
      <td className={`${WIDE} max-w-64 truncate`}>{os === "" ? <Blank /> : os}</td>
      <td className={WIDE}>{machine.zone ?? <Blank />}</td>
      <td className={WIDE}>{machine.rack ?? <Blank />}</td>
    </>
  );
}

function Addresses({ row }: { row: InventoryRow }) {
  const t = useTranslations("machines");
  const { ips, ipToAssignIn } = row.machine;
  if (ips.length === 0) {
    return (
      <span className="text-text-3">
        {ipToAssignIn === undefined ? t("toAssign") : t("toAssignIn", { range: ipToAssignIn })}
      </span>
    );
  }
  return (
    <span className="font-mono">
      {ips.join(", ")}
      {row.isDuplicateIp ? <Duplicate text={t("sameIp")} /> : null}
    </span>
  );
}

function Duplicate({ text }: { text: string }) {
  return (
    <Tooltip text={text}>
      <button
        type="button"
        aria-label={text}
        className="ml-1.5 inline-flex size-6 items-center justify-center align-middle text-warning"
      >
        <Copy size={14} strokeWidth={2} aria-hidden />
      </button>
    </Tooltip>
  );
}

function Blank({ text = "-" }: { text?: string }): ReactNode {
  return <span className="text-text-3">{text}</span>;
}

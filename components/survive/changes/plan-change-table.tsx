"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Bounded } from "#components/survive/sections/bounded.tsx";
import type { Change } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { useChangeWords } from "#lib/i18n/change-words.ts";

const SHOWN_FIRST = 12;
const HEAD = "h-7 border-b px-2 text-left text-xs font-medium whitespace-nowrap text-text-2 first:pl-0";
const CELL = "max-w-56 border-b px-2 py-1.5 align-top break-words first:pl-0";

export interface PlanChangeTableProps {
  changes: readonly Change[];
  /** Of the plan before the change. */
  machines: readonly Machine[];
}

/** Field by field: where, before, after. */
export function PlanChangeTable({ changes, machines }: PlanChangeTableProps) {
  const t = useTranslations("survive");
  const names = useMemo(() => new Map(machines.map(({ id, hostname }) => [id, hostname])), [machines]);
  return (
    <Bounded entries={changes} max={SHOWN_FIRST}>
      {(shown) => (
        <table aria-label={t("change.fields")} className="w-full border-collapse text-sm">
          <thead>
            <tr>
              <th className={HEAD}>{t("change.where")}</th>
              <th className={HEAD}>{t("change.before")}</th>
              <th className={HEAD}>{t("change.after")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((change) => (
              <FieldRow key={change.path} change={change} names={names} />
            ))}
          </tbody>
        </table>
      )}
    </Bounded>
  );
}

function FieldRow({ change, names }: { change: Change; names: ReadonlyMap<string, string> }) {
  const words = useChangeWords();
  const field = words.field(change.path);
  const { before, after } = words.sides(change);
  return (
    <tr>
      <th scope="row" className={`${CELL} text-left font-normal`}>
        {words.subject(change, names)}
        {field === null ? null : <span className="block text-text-2">{field}</span>}
      </th>
      <td className={`${CELL} text-text-2`}>{change.before === undefined ? "" : before}</td>
      <td className={CELL}>{change.after === undefined ? "" : after}</td>
    </tr>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { Change } from "#lib/core/plan/edit.ts";
import { useChangeWords } from "#lib/i18n/change-words.ts";
import { call } from "#lib/query/api.ts";

const SHOWN_FIRST = 100;
const HEAD = "h-7 border-b px-2 text-left text-xs font-medium whitespace-nowrap text-text-2 first:pl-0";
const CELL = "border-b px-2 py-1.5 align-top first:pl-0";

export interface ChangeTableProps {
  slug: string;
  version: number;
  changes: readonly Change[];
}

/** Host names by machine id at that version; asked for only when a change names a machine by id alone. */
function useHostNames(slug: string, version: number, isNeeded: boolean): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ["host-names", slug, version],
    queryFn: () => call(routes.getPlan, { params: { slug }, query: { version } }),
    enabled: isNeeded,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => new Map(data?.plan.machines.map(({ id, hostname }) => [id, hostname])), [data]);
}

/** Field by field: where, which, before, after. */
export function ChangeTable({ slug, version, changes }: ChangeTableProps) {
  const t = useTranslations("history");
  const [isAllShown, setAllShown] = useState(false);
  const names = useHostNames(
    slug,
    version,
    changes.some(({ path }) => /^machines\/[^/]+\//.test(path)),
  );
  const shown = isAllShown ? changes : changes.slice(0, SHOWN_FIRST);
  return (
    <div className="overflow-x-auto">
      <table aria-label={t("what")} className="w-full border-collapse text-sm">
        <thead>
          <tr>
            <th className={HEAD}>{t("column.subject")}</th>
            <th className={HEAD}>{t("column.field")}</th>
            <th className={HEAD}>{t("column.before")}</th>
            <th className={HEAD}>{t("column.after")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((change) => (
            <ChangeRow key={change.path} change={change} names={names} />
          ))}
        </tbody>
      </table>
      {shown.length < changes.length ? (
        <Button size="small" className="mt-2" onClick={() => setAllShown(true)}>
          {t("moreChanges", { count: changes.length - shown.length })}
        </Button>
      ) : null}
    </div>
  );
}

function ChangeRow({ change, names }: { change: Change; names: ReadonlyMap<string, string> }) {
  const words = useChangeWords();
  const changed = useTranslations("changes");
  const field = words.field(change.path);
  const isWhole = field === null && change.path.includes("/");
  const isAdded = isWhole && change.before === undefined;
  const isRemoved = isWhole && change.after === undefined;
  const sides = words.sides(change);
  return (
    <tr>
      <td className={`${CELL} ${change.path.startsWith("machines/") ? "font-mono" : ""}`}>
        {words.subject(change, names)}
      </td>
      <td className={`${CELL} whitespace-nowrap text-text-2`}>
        {isAdded ? changed("added") : null}
        {isRemoved ? changed("removed") : null}
        {field}
      </td>
      <td className={`${CELL} max-w-72 break-words text-text-2`}>{isAdded ? "" : sides.before}</td>
      <td className={`${CELL} max-w-72 break-words`}>{isRemoved ? "" : sides.after}</td>
    </tr>
  );
}

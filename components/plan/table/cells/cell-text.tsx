"use client";
import { useTranslations } from "next-intl";
import type { Machine } from "#lib/core/plan/machine.ts";
import { type TableColumn, tableCells } from "#lib/core/table/columns.ts";

interface Props {
  readonly machine: Machine;
  readonly column: TableColumn;
  /** What the cell refused; it stands there until it is corrected. */
  readonly refused: string | null;
}

// From here on a cell of usual width cuts the text.
const SHORT = 14;

/** What a cell shows while it is not edited. */
export function CellText({ machine, column, refused }: Props) {
  if (refused !== null)
    return (
      <span dir="auto" className="block truncate text-critical underline decoration-wavy">
        {refused}
      </span>
    );
  const text = tableCells[column].write(machine);
  if (column === "ips" && text === "") return <NoAddress range={machine.ipToAssignIn} />;
  if (column === "roles" && machine.areRolesInferred === true) return <Inferred text={text} />;
  return (
    <span dir="auto" className="block truncate" title={text.length > SHORT ? text : undefined}>
      {text}
    </span>
  );
}

function NoAddress({ range }: { readonly range: string | undefined }) {
  const t = useTranslations("table");
  const text = range === undefined ? t("toAssign") : t("toAssignIn", { range });
  return (
    <span className="block truncate font-sans text-text-3" title={text}>
      {text}
    </span>
  );
}

function Inferred({ text }: { readonly text: string }) {
  const t = useTranslations("table");
  return (
    <span className="block truncate underline decoration-dotted underline-offset-4" title={t("inferred")}>
      {text}
      <span className="sr-only">{t("inferred")}</span>
    </span>
  );
}

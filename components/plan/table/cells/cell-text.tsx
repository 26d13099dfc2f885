"use client";
import { useTranslations } from "next-intl";
import type { Machine } from "#lib/core/plan/machine.ts";
import { type TableColumn, tableCells } from "#lib/core/table/columns.ts";

export type TableWords = ReturnType<typeof useTableWords>;

/** Asked for once in a row, not in each of its cells. */
export function useTableWords() {
  const t = useTranslations("table");
  return t;
}

interface Face {
  readonly text: string;
  readonly look: string;
  readonly title: string | undefined;
  /** Said after the text, never seen. */
  readonly spoken: string | null;
}

// From here on a cell of usual width cuts the text.
const SHORT = 14;

/** What a cell shows while it is not edited; what it refused stands there until it is corrected. */
export function faceOf(machine: Machine, column: TableColumn, refused: string | null, t: TableWords): Face {
  if (refused !== null)
    return { text: refused, look: "text-critical underline decoration-wavy", title: undefined, spoken: null };
  const text = tableCells[column].write(machine);
  if (column === "ips" && text === "") {
    const range = machine.ipToAssignIn;
    const note = range === undefined ? t("toAssign") : t("toAssignIn", { range });
    return { text: note, look: "font-sans text-text-3", title: note, spoken: null };
  }
  if (column === "roles" && machine.areRolesInferred === true) {
    const inferred = t("inferred");
    return { text, look: "underline decoration-dotted underline-offset-4", title: inferred, spoken: inferred };
  }
  return { text, look: "", title: text.length > SHORT ? text : undefined, spoken: null };
}

// Clipped, not hidden: a hidden overflow is a scroll container to the browser, one for each cell.
const CUT = "overflow-clip text-ellipsis whitespace-nowrap";

/** Class names and attributes of the element that holds the text of a cell, and its content. */
export function faceProps({ text, look, title, spoken }: Face) {
  return {
    dir: "auto",
    title,
    className: `px-1.5 ${CUT} ${look}`,
    children: spoken === null ? text : [text, <SpokenNote key="note" text={spoken} />],
  } as const;
}

function SpokenNote({ text }: { readonly text: string }) {
  return <span className="sr-only">{text}</span>;
}

"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Row, Table } from "#lib/core/export/table.ts";
import type { ExportSubject } from "#lib/core/export/target.ts";
import { type ExportChoice, exportUrl } from "./export-state.ts";
import { type ExportText, useExportTable, useExportText } from "./use-export-text.ts";

// A preview is read, not scrolled for ever; the file has all rows, and the line below says so.
const ROWS_SHOWN = 300;

interface Props {
  readonly subject: ExportSubject;
  readonly choice: ExportChoice;
}

export function ExportPreview({ subject, choice }: Props) {
  const text = useExportText(subject, choice);
  if (text === null) return <TablePreview subject={subject} choice={choice} />;
  switch (text.kind) {
    case "svg":
      return <DrawingPreview text={text} />;
    case "page":
      return <PagePreview subject={subject} choice={choice} />;
    case "text":
      return <TextPreview text={text} />;
  }
}

function TextPreview({ text }: { readonly text: ExportText }) {
  const words = useTranslations("export");
  const lines = text.text.trimEnd().split("\n");
  return (
    <>
      <textarea
        readOnly
        aria-label={words("preview")}
        className="min-h-0 flex-1 resize-none bg-surface p-3 font-mono text-sm whitespace-pre"
        value={lines.slice(0, ROWS_SHOWN).join("\n")}
      />
      <Shown shown={Math.min(lines.length, ROWS_SHOWN)} total={lines.length} label={words("lines")} />
    </>
  );
}

function DrawingPreview({ text }: { readonly text: ExportText }) {
  const words = useTranslations("export");
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const next = URL.createObjectURL(new Blob([text.text], { type: "image/svg+xml" }));
    setUrl(next);
    return () => URL.revokeObjectURL(next);
  }, [text]);
  return (
    <div className="min-h-0 flex-1 overflow-auto p-3">
      {url !== null && <img src={url} alt={words("drawingAlt")} className="max-w-full" />}
    </div>
  );
}

/** The page as it is stored, from the server: its own policy lets its styles through, ours would not. */
function PagePreview({ subject, choice }: Props) {
  const words = useTranslations("export");
  const url = exportUrl(subject.slug, choice);
  const at = `${url}${url.includes("?") ? "&" : "?"}version=${subject.version}`;
  return <iframe title={words("preview")} src={at} className="min-h-[70dvh] flex-1 bg-white" />;
}

function TablePreview({ subject, choice }: Props) {
  const words = useTranslations("export");
  const table = useExportTable(subject, choice);
  const rows = table.rows.slice(0, ROWS_SHOWN);
  return (
    <>
      <section aria-label={table.title} className="min-h-0 flex-1 overflow-auto">
        <table className="w-full text-sm">
          <TableHead table={table} />
          <tbody>
            {rows.map((row, index) => (
              <TableRow key={`${row.kind}-${index.toString()}`} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      <Shown shown={rows.length} total={table.rows.length} label={words("rows")} />
    </>
  );
}

function TableHead({ table }: { readonly table: Table }) {
  return (
    <thead className="sticky top-0 bg-raised text-left">
      <tr>
        {table.headers.map((header) => (
          <th key={header} scope="col" className="border-b border-line px-2 py-1.5 font-medium whitespace-nowrap">
            {header}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function TableRow({ row }: { readonly row: Row }) {
  return (
    <tr className={row.kind === "total" ? "bg-raised font-medium" : ""}>
      {row.cells.map((cell, index) => (
        <td
          key={index.toString()}
          className={`max-w-80 truncate border-b border-line px-2 py-1 ${typeof cell === "number" ? "text-right tabular-nums" : ""}`}
          title={typeof cell === "string" && cell.length > 40 ? cell : undefined}
        >
          {cell}
        </td>
      ))}
    </tr>
  );
}

function Shown({ shown, total, label }: { readonly shown: number; readonly total: number; readonly label: string }) {
  const words = useTranslations("export");
  return (
    <p className="border-t border-line px-3 py-1.5 text-sm text-text-2">{words("shown", { shown, total, label })}</p>
  );
}

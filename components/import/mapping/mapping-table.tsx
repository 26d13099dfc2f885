"use client";
import { useTranslations } from "next-intl";
import { useFieldName } from "#components/import/import-words.ts";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import { Select } from "#components/ui/select.tsx";
import { ColumnField, type MappedColumn } from "#lib/core/import/draft.ts";

interface MappingTableProps {
  columns: readonly MappedColumn[];
  onMap: (fields: readonly ColumnField[]) => void;
}

const TONES: Record<MappedColumn["confidence"], BadgeTone> = { exact: "ok", guess: "warning", none: "unknown" };

/** One line per column of the source: its name, three values, what it is taken for and how surely. */
export function MappingTable({ columns, onMap }: MappingTableProps) {
  const t = useTranslations("import");
  const map = (index: number, field: ColumnField) =>
    onMap(columns.map((column) => (column.index === index ? field : column.field)));
  return (
    <div className="shrink-0 overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{t("columns")}</caption>
        <thead className="text-sm text-text-3">
          <tr>
            {(["column", "samples", "field", "confidence"] as const).map((name) => (
              <th key={name} scope="col" className="border-b px-2 py-1 font-medium">
                {t(`mapping.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <MappingRow key={column.index} column={column} onMap={(field) => map(column.index, field)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MappingRowProps {
  column: MappedColumn;
  onMap: (field: ColumnField) => void;
}

function MappingRow({ column, onMap }: MappingRowProps) {
  const t = useTranslations("import");
  const fieldName = useFieldName();
  const { header, index, field, confidence, samples } = column;
  const name = header === "" ? t("unnamedColumn", { number: index + 1 }) : header;
  // A column with passwords was never read, so there is nothing to take it for.
  const isSecret = field === "password" && samples.length === 0;
  return (
    <tr className="border-b align-top">
      <th scope="row" dir="auto" className="max-w-60 px-2 py-1.5 font-medium break-words">
        {name}
      </th>
      <td className="max-w-96 px-2 py-1.5 text-sm text-text-2">
        {isSecret ? (
          t("notRead")
        ) : (
          <ul>
            {samples.map((sample) => (
              <li key={sample} dir="auto" className="truncate font-mono" title={sample}>
                {sample}
              </li>
            ))}
          </ul>
        )}
      </td>
      <td className="px-2 py-1">
        {isSecret ? (
          fieldName("password")
        ) : (
          <Select
            size="small"
            label={t("fieldOf", { column: name })}
            value={field}
            onChange={onMap}
            options={ColumnField.options.map((value) => ({ value, label: fieldName(value) }))}
          />
        )}
      </td>
      <td className="px-2 py-1.5">
        <Badge tone={TONES[confidence]}>{t(`confidence.${confidence}`)}</Badge>
      </td>
    </tr>
  );
}

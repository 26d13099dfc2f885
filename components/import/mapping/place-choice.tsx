"use client";
import { useTranslations } from "next-intl";
import type { Choices, Parsed } from "#components/import/use-parse.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

interface PlaceChoiceProps {
  parsed: Parsed;
  onChoose: (change: Choices) => void;
}

const NO_HEADER = -1;
const SHOWN_CELLS = 4;

/** Which sheet, and which of its rows is the header. */
export function PlaceChoice({ parsed, onChoose }: PlaceChoiceProps) {
  const t = useTranslations("import");
  const { draft } = parsed.answer;
  const rows = draft.topRows.map((cells, row) => ({
    value: String(row),
    label: t("headerRowNumber", {
      row: row + 1,
      cells: cells
        .filter((cell) => cell !== "")
        .slice(0, SHOWN_CELLS)
        .join(" · "),
    }),
  }));
  return (
    <div className="flex flex-wrap gap-4">
      {draft.sheets.length > 1 ? (
        <Field label={t("sheet")}>
          <Select
            label={t("sheet")}
            value={parsed.choices.sheet ?? draft.sheet}
            onChange={(sheet) => onChoose({ sheet })}
            options={draft.sheets.map((name) => ({ value: name, label: name }))}
          />
        </Field>
      ) : null}
      <Field label={t("headerRow")}>
        <Select
          label={t("headerRow")}
          value={String(parsed.choices.headerRow ?? draft.headerRow ?? NO_HEADER)}
          onChange={(row) => onChoose({ headerRow: Number(row) })}
          options={[...rows, { value: String(NO_HEADER), label: t("noHeader") }]}
          className="max-w-xl"
        />
      </Field>
    </div>
  );
}

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { newId } from "#lib/query/ids.ts";
import { ChoiceControl, JsonControl, NumberControl, TextControl, TextsControl, ToggleControl } from "./controls.tsx";
import { MachinesControl } from "./machines-control.tsx";
import type { Shape, ShapeField } from "./shape.ts";
import { useFieldWords } from "./use-field-words.ts";
import { asList, asNumber, asRecord, asText, asTexts, withField } from "./values.ts";

interface SchemaFieldProps {
  field: ShapeField;
  value: unknown;
  onChange: (value: unknown) => boolean;
  /** Errors by dotted path below this field; "" is the field itself. */
  errors: ReadonlyMap<string, string>;
  placeholder?: string | undefined;
  isDisabled?: boolean | undefined;
}

/** The editor of one field of a schema, whatever it is. */
export function SchemaField({ field, value, onChange, errors, placeholder, isDisabled }: SchemaFieldProps): ReactNode {
  const words = useFieldWords();
  const { name, isRequired, shape } = field;
  const label = words.label(name);
  const common = { label, onChange, error: errors.get(""), placeholder, isDisabled };
  switch (shape.kind) {
    case "text":
      return <TextControl {...common} value={asText(value)} />;
    case "number":
      return <NumberControl {...common} unit={words.unit(name)} value={asNumber(value)} />;
    case "toggle":
      return <ToggleControl {...common} value={typeof value === "boolean" ? value : undefined} />;
    case "choice":
      return (
        <ChoiceControl
          {...common}
          value={value === undefined ? undefined : String(value)}
          values={shape.values}
          isOptional={!isRequired}
          onChange={(next) => onChange(shape.values.find((each) => String(each) === next))}
        />
      );
    case "texts":
      return (
        <TextsControl {...common} value={asTexts(value)} onChange={(next) => onChange(orEmpty(next, isRequired))} />
      );
    case "machines":
      return (
        <MachinesControl {...common} value={asTexts(value)} onChange={(next) => onChange(orEmpty(next, isRequired))} />
      );
    case "group":
      return (
        <fieldset className="flex flex-col gap-2 rounded border border-line p-2">
          <legend className="px-1 text-sm text-text-2">{label}</legend>
          <SchemaFields
            fields={shape.fields}
            value={value}
            onChange={onChange}
            errors={errors}
            isDisabled={isDisabled}
          />
        </fieldset>
      );
    case "rows":
      return (
        <RowsField
          field={field}
          rowShape={shape}
          value={value}
          onChange={onChange}
          errors={errors}
          isDisabled={isDisabled}
        />
      );
    case "json":
      return <JsonControl {...common} value={value} />;
  }
}

function orEmpty(list: readonly string[] | undefined, isRequired: boolean): readonly string[] | undefined {
  return list ?? (isRequired ? [] : undefined);
}

interface SchemaFieldsProps {
  fields: readonly ShapeField[];
  value: unknown;
  onChange: (value: unknown) => boolean;
  errors: ReadonlyMap<string, string>;
  isDisabled?: boolean | undefined;
}

/** The fields of an object, one under the other; an object whose last field was emptied is "not given". */
export function SchemaFields({ fields, value, onChange, errors, isDisabled }: SchemaFieldsProps) {
  return fields.map((field) => (
    <SchemaField
      key={field.name}
      field={field}
      value={asRecord(value)[field.name]}
      onChange={(next) => onChange(withField(value, field.name, next))}
      errors={errorsBelow(errors, field.name)}
      isDisabled={isDisabled}
    />
  ));
}

function errorsBelow(errors: ReadonlyMap<string, string>, name: string): ReadonlyMap<string, string> {
  const below = [...errors].flatMap(([path, text]): [string, string][] => {
    if (path === name) return [["", text]];
    return path.startsWith(`${name}.`) ? [[path.slice(name.length + 1), text]] : [];
  });
  return new Map(below);
}

interface RowsFieldProps extends Omit<SchemaFieldProps, "placeholder"> {
  rowShape: Extract<Shape, { kind: "rows" }>;
}

function RowsField({ field, rowShape, value, onChange, errors, isDisabled }: RowsFieldProps) {
  const t = useTranslations("inspector");
  const words = useFieldWords();
  const rows = asList(value);
  const store = (next: readonly unknown[]) => onChange(next.length === 0 && !field.isRequired ? undefined : next);
  const keyed = rows.map((row, index) => ({ row, index, key: asText(asRecord(row).id) ?? String(index) }));
  return (
    <fieldset className="flex flex-col gap-2 rounded border border-line p-2">
      <legend className="px-1 text-sm text-text-2">{words.label(field.name)}</legend>
      {keyed.map(({ row, index, key }) => (
        <div key={key} className="flex gap-1 border-line border-b pb-2 last-of-type:border-b-0">
          <div className="grid min-w-0 flex-1 grid-cols-2 gap-2">
            <SchemaFields
              fields={rowShape.fields}
              value={row}
              onChange={(next) => store(rows.map((each, at) => (at === index ? (next ?? {}) : each)))}
              errors={errorsBelow(errors, String(index))}
              isDisabled={isDisabled}
            />
          </div>
          <IconButton
            size="small"
            label={t("removeRow", { row: index + 1 })}
            icon={<Trash2 size={14} aria-hidden />}
            disabled={isDisabled}
            onClick={() => store(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="small" variant="quiet" disabled={isDisabled} onClick={() => store([...rows, blankRow(rowShape)])}>
        <Plus size={14} aria-hidden />
        {t("addRow")}
      </Button>
    </fieldset>
  );
}

/** A row with the first of every choice that must be made; ids are minted where the schema wants one. */
function blankRow({ fields, hasId }: RowsFieldProps["rowShape"]): Record<string, unknown> {
  const needed = fields.filter(({ isRequired }) => isRequired);
  const blank = Object.fromEntries(needed.map(({ name, shape }) => [name, firstOf(shape)]));
  return hasId ? { id: newId(), ...blank } : blank;
}

function firstOf(shape: Shape): unknown {
  switch (shape.kind) {
    case "choice":
      return shape.values[0];
    case "number":
      return 1;
    case "texts":
    case "machines":
    case "rows":
      return [];
    case "text":
      return "";
    case "toggle":
      return false;
    case "group":
    case "json":
      return {};
  }
}

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextArea, TextInput, type TextInputProps } from "#components/ui/text-input.tsx";
import { useFieldWords } from "./use-field-words.ts";
import { type Typed, useTyped } from "./use-typed.ts";

/** The text area of the kit is made for remarks; lists start small. */
const ONE_LINE = { minHeight: 0 };

export interface ControlProps<Value> {
  label: string;
  /** undefined = not given. */
  value: Value | undefined;
  /** False = refused, so that the text stays. */
  onChange: (value: Value | undefined) => boolean;
  error?: ReactNode;
  hint?: ReactNode;
  placeholder?: string | undefined;
  isDisabled?: boolean | undefined;
}

interface LineProps extends Pick<ControlProps<unknown>, "placeholder" | "isDisabled"> {
  typed: Typed;
}

function handlersOf({ text, onChange, onBlur, onKeyDown }: Typed) {
  return {
    value: text,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
    onBlur,
    onKeyDown,
  };
}

type InputOptions = Pick<TextInputProps, "isMono" | "inputMode" | "list">;

function Line({ typed, placeholder, isDisabled, ...options }: LineProps & InputOptions) {
  const fixed = { size: "small", autoComplete: "off", spellCheck: false } as const;
  return <TextInput {...fixed} {...options} placeholder={placeholder} disabled={isDisabled} {...handlersOf(typed)} />;
}

function Lines({ typed, rows, placeholder, isDisabled }: LineProps & { rows: number }) {
  const look = { isMono: true, className: "text-sm", style: ONE_LINE } as const;
  return <TextArea {...look} rows={rows} placeholder={placeholder} disabled={isDisabled} {...handlersOf(typed)} />;
}

interface TextControlProps extends ControlProps<string> {
  isMono?: boolean | undefined;
  /** Values that are offered while typing. */
  offers?: readonly string[] | undefined;
}

export function TextControl({ label, value, onChange, error, hint, isMono, offers, ...rest }: TextControlProps) {
  const typed = useTyped(value ?? "", (text) => onChange(text.trim() === "" ? undefined : text.trim()));
  const listId = `${label}-offers`;
  return (
    <Field label={label} error={error} hint={hint}>
      <Line typed={typed} isMono={isMono} list={offers === undefined ? undefined : listId} {...rest} />
      {offers === undefined ? null : (
        <datalist id={listId}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
    </Field>
  );
}

interface NumberControlProps extends ControlProps<number> {
  unit: string | null;
}

export function NumberControl({ label, value, onChange, error, hint, unit, ...rest }: NumberControlProps) {
  const t = useTranslations("inspector");
  const [isBad, setBad] = useState(false);
  const typed = useTyped(value === undefined ? "" : String(value), (text) => {
    const number = text.trim() === "" ? undefined : Number(text.trim());
    const isRead = number === undefined || Number.isFinite(number);
    setBad(!isRead);
    return isRead && onChange(number);
  });
  return (
    <Field label={unit === null ? label : `${label} (${unit})`} error={isBad ? t("error.number") : error} hint={hint}>
      <Line typed={typed} inputMode="decimal" {...rest} />
    </Field>
  );
}

interface ChoiceControlProps extends ControlProps<string> {
  values: readonly (string | number)[];
  /** Whether "not given" can be chosen. */
  isOptional: boolean;
}

const NOT_GIVEN = "";

export function ChoiceControl({
  label,
  value,
  onChange,
  error,
  hint,
  values,
  isOptional,
  ...rest
}: ChoiceControlProps) {
  const t = useTranslations("inspector");
  const words = useFieldWords();
  const options = [
    ...(isOptional ? [{ value: NOT_GIVEN, label: t("notGiven") }] : []),
    ...values.map((each) => ({ value: String(each), label: words.choice(each) })),
  ];
  return (
    <Field label={label} error={error} hint={hint}>
      <Select
        size="small"
        label={label}
        disabled={rest.isDisabled}
        placeholder={rest.placeholder}
        value={value ?? (rest.placeholder === undefined ? NOT_GIVEN : null)}
        onChange={(next) => onChange(next === NOT_GIVEN ? undefined : next)}
        options={options}
      />
    </Field>
  );
}

/** Yes, no, or not given: for a plan, "unknown" is not "no". */
export function ToggleControl({ value, onChange, ...rest }: ControlProps<boolean>) {
  const text = value === undefined ? undefined : String(value);
  return (
    <ChoiceControl
      {...rest}
      value={text}
      values={["true", "false"]}
      isOptional
      onChange={(next) => onChange(next === undefined ? undefined : next === "true")}
    />
  );
}

/** A list of texts, one on each line. */
export function TextsControl({ label, value, onChange, error, hint, ...rest }: ControlProps<readonly string[]>) {
  const t = useTranslations("inspector");
  const typed = useTyped((value ?? []).join("\n"), (text) => {
    const lines = text
      .split(/[\n,，]/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
    return onChange(lines.length === 0 ? undefined : lines);
  });
  return (
    <Field label={label} error={error} hint={hint ?? t("onePerLine")}>
      <Lines typed={typed} rows={Math.min(6, Math.max(2, (value ?? []).length + 1))} {...rest} />
    </Field>
  );
}

/** Anything without a form of its own, as JSON; a text that is not JSON stays and says so. */
export function JsonControl({ label, value, onChange, error, hint, ...rest }: ControlProps<unknown>) {
  const t = useTranslations("inspector");
  const [isBad, setBad] = useState(false);
  const typed = useTyped(value === undefined ? "" : JSON.stringify(value, null, 2), (text) => {
    const read = readJson(text);
    setBad(!read.ok);
    return read.ok && onChange(read.value);
  });
  return (
    <Field label={label} error={isBad ? t("error.json") : error} hint={hint}>
      <Lines typed={typed} rows={3} {...rest} />
    </Field>
  );
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

function readJson(text: string): Read {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

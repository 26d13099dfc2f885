"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";

/** A browser draws its whole list of suggestions at once. */
const SUGGESTED_MAX = 50;

export interface MachineFieldProps {
  machines: readonly Machine[];
  value: string;
  onChange: (hostname: string) => void;
}

/** A host name with suggestions as it is typed. */
export function MachineField({ machines, value, onChange }: MachineFieldProps) {
  const t = useTranslations("survive");
  const listId = useId();
  const typed = value.toLowerCase();
  const fitting = machines.filter(({ hostname }) => hostname.toLowerCase().includes(typed)).slice(0, SUGGESTED_MAX);
  const isWrong = value !== "" && fitting.length === 0;
  return (
    <Field label={t("values.hostname")} error={isWrong ? t("values.noSuchMachine") : null}>
      <TextInput isMono list={listId} value={value} onChange={(event) => onChange(event.target.value)} />
      <datalist id={listId}>
        {fitting.map(({ id, hostname }) => (
          <option key={id} value={hostname} />
        ))}
      </datalist>
    </Field>
  );
}

import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { type ControlProps, TextsControl } from "./controls.tsx";

/** Machines of the plan by their host names, one on each line. */
export function MachinesControl({ value, onChange, error, ...rest }: ControlProps<readonly string[]>) {
  const t = useTranslations("inspector");
  const machines = usePlan((plan) => plan.machines);
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const names = (value ?? []).map((id) => machines.find((machine) => machine.id === id)?.hostname ?? id);
  const store = (wanted: readonly string[] | undefined): boolean => {
    const ids = (wanted ?? []).map((name) => machines.find(({ hostname }) => hostname === name)?.id);
    const missing = (wanted ?? []).filter((_, index) => ids[index] === undefined);
    setUnknown(missing);
    return missing.length === 0 && onChange(wanted === undefined ? undefined : ids.filter((id) => id !== undefined));
  };
  const problem = unknown.length > 0 ? t("error.unknownMachine", { names: unknown.join(", ") }) : error;
  return (
    <TextsControl
      {...rest}
      error={problem}
      hint={t("hostNamesPerLine")}
      value={value === undefined ? undefined : names}
      onChange={store}
    />
  );
}

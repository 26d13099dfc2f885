import { useTranslations } from "next-intl";
import { useMemo } from "react";

interface FieldWords {
  readonly label: (name: string) => string;
  readonly choice: (value: string | number) => string;
  /** Unit that the name of a field carries (`intervalMinutes`), null for none. */
  readonly unit: (name: string) => string | null;
}

const UNITS = ["Minutes", "Seconds", "Hours", "Years", "Days", "MiB", "GiB", "GB", "Gbps", "Ms"] as const;

/** Names of fields and of their values; programs and products keep their Latin names and are not listed. */
export function useFieldWords(): FieldWords {
  const t = useTranslations("inspector");
  return useMemo(
    () => ({
      label: (name) => {
        if (t.has(`field.${name}`)) return t(`field.${name}`);
        return t.has(`option.${name}`) ? t(`option.${name}`) : name;
      },
      choice: (value) => {
        const key = String(value).replaceAll(".", "-");
        return t.has(`choice.${key}`) ? t(`choice.${key}`) : String(value);
      },
      unit: (name) => {
        const unit = UNITS.find((each) => name.endsWith(each));
        return unit === undefined ? null : t(`unit.${unit}`);
      },
    }),
    [t],
  );
}

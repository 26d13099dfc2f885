import { useTranslations } from "next-intl";
import type { Fault } from "./faults.ts";

/** What is wrong with a field, and how it is written right; undefined where nothing is. */
export function useFaultText(): (fault: Fault | undefined) => string | undefined {
  const t = useTranslations("connect");
  return (fault) =>
    fault === undefined ? undefined : t(`fault.${fault.code}`, { line: fault.line, text: fault.text });
}

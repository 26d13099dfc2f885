import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { PartId } from "./parts.ts";

/** What a part is called in the language of the screen. */
export function usePartName(): (part: PartId) => string {
  const t = useTranslations("canvas");
  return useCallback((part) => t(`part.${part.replace(":", "-")}`), [t]);
}

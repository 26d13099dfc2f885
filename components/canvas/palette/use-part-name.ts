import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { PartId } from "./parts.ts";

/** What a part is called in the language of the screen, with how many machines it brings. */
export function usePartName(): (part: PartId, count: number) => string {
  const t = useTranslations("canvas");
  return useCallback(
    (part, count) => {
      const name = t(`part.${part.replace(":", "-")}`, { count });
      const isCounted = part === "pool" || part === "slb-pair" || count === 1;
      return isCounted ? name : t("place.times", { part: name, count });
    },
    [t],
  );
}

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type Landing, useCanvas } from "#components/canvas/canvas-state.ts";
import { poolNameOf } from "#components/canvas/palette/pool-name.ts";
import { useWords } from "#components/canvas/use-words.ts";

/** Speaks where the machines on the move would land. */
export function useSayLanding(): (landing: Landing) => void {
  const t = useTranslations("canvas");
  const words = useWords();
  return useCallback(
    ({ lane, column, poolKey, beforeMachineId }) => {
      const place = { lane: poolNameOf(poolKey) ?? words.lane(lane), column: column ?? words.noDomain };
      const announcement = beforeMachineId === null ? t("move.atEnd", place) : t("move.inFront", place);
      useCanvas.getState().patch({ announcement });
    },
    [t, words],
  );
}

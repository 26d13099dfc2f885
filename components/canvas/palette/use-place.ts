import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { type Cell, type Tool, useCanvas } from "#components/canvas/canvas-state.ts";
import { newId } from "#lib/query/ids.ts";
import { useSelection } from "#lib/query/selection.ts";
import { machinePart } from "./parts.ts";
import { placePart } from "./place-part.ts";
import { poolNameOf } from "./pool-name.ts";
import { usePartName } from "./use-part-name.ts";

/** Puts a part into a cell, selects what came of it and says so; true when it was placed. */
export function usePlace(): (tool: Tool, cell: Cell, poolKey?: string | null) => boolean {
  const t = useTranslations("canvas");
  const kitRef = useKit();
  const partName = usePartName();
  return useCallback(
    (tool, cell, poolKey = null) => {
      const kit = kitRef.current;
      if (kit === null || !kit.canEdit) return false;
      const { plan, scene, view } = kit;
      const domains = scene.columns.flatMap(({ name }) => (name === null ? [] : [name]));
      const pool = poolNameOf(poolKey);
      const { edit, ids } = placePart(tool, {
        plan,
        domain: view.domain,
        domains,
        cell: pool === null ? cell : { ...cell, pool },
        newId,
      });
      const name = partName(tool.part, machinePart(tool.part) === null ? 1 : tool.count);
      const label = t("place.label", { part: name });
      if (edit !== null && !kit.post(edit, label)) return false;
      useSelection.getState().select(ids, "replace");
      useCanvas.getState().patch({ tool: null, addingIn: null, focusId: ids[0] ?? null });
      kit.say(t("place.done", { part: name }));
      return true;
    },
    [t, kitRef, partName],
  );
}

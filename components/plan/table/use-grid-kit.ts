"use client";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { useToast } from "#components/ui/toast.tsx";
import type { PlanProblem } from "#lib/core/plan/judge.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { newId } from "#lib/query/ids.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import type { GridKit } from "./grid-actions.ts";
import { createGridStore } from "./grid-store.ts";
import { columnOf } from "./header-row.tsx";
import type { MachineRows } from "./use-machine-rows.ts";

/** One kit for the life of the table; it reads the newest rows through references, so rows need not render again for it. */
export function useGridKit(table: MachineRows, machines: readonly Machine[]): GridKit {
  const t = useTranslations("table");
  const problems = useTranslations("problems");
  const toast = useToast();
  const { edit, undo, canEdit } = usePlanActions();
  const plan = usePlan((whole) => whole);
  const [store] = useState(createGridStore);
  const newest = useRef({ plan, machines });
  newest.current = { plan, machines };
  useEffect(() => keepInside(store, machines.length), [store, machines.length]);
  return useMemo(() => {
    const planText = ({ code, values }: PlanProblem) =>
      problems.has(code) ? problems(code, values) : problems("unknown", { code });
    return {
      store,
      canEdit,
      edit,
      newId,
      machines: () => newest.current.machines,
      plan: () => newest.current.plan,
      columns: () => table.getVisibleLeafColumns().flatMap((column) => columnOf(column.id) ?? []),
      cellText: ({ code, values }) => t(`problems.${code}`, values),
      planText,
      say: ({ text, isBad, undo: hasUndo }) =>
        toast({
          text,
          ...(isBad === true ? { tone: "critical" as const } : {}),
          ...(hasUndo === true ? { action: { label: t("undo"), onSelect: undo } } : {}),
        }),
      words: {
        removed: (count) => t("removed", { count }),
        pasted: (cells, refused) => t("pasted", { cells, refused }),
        added: (count) => t("added", { count }),
      },
    };
  }, [store, canEdit, edit, undo, table, t, problems, toast]);
}

/** Rows may go away under the active cell: by a filter, by an undo, by somebody else. */
function keepInside(store: GridKit["store"], rows: number): void {
  const { active, anchor } = store.getState();
  const last = Math.max(0, rows - 1);
  if (active.row <= last && anchor.row <= last) return;
  store.setState({
    active: { ...active, row: Math.min(active.row, last) },
    anchor: { ...anchor, row: Math.min(anchor.row, last) },
  });
}

"use client";
import { useTranslations } from "next-intl";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useToast } from "#components/ui/toast.tsx";
import type { PlanProblem } from "#lib/core/plan/edits/judge.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { newId } from "#lib/query/ids.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import { columnOf } from "./cells/header-row.tsx";
import { followMachines } from "./commands/follow.ts";
import { firstWidth, WIDTH_MAX, WIDTH_MIN } from "./first-layout.ts";
import type { GridKit } from "./grid-kit.ts";
import { createGridStore } from "./grid-store.ts";
import type { MachineRows } from "./use-machine-rows.ts";

/** One kit for the life of the table; it reads the newest rows through references, so rows need not render again for it. */
export function useGridKit(table: MachineRows, machines: readonly Machine[]): GridKit {
  const plan = usePlan((whole) => whole);
  const { edit, undo, redo, canEdit } = usePlanActions();
  const words = useKitWords(undo);
  const [store] = useState(createGridStore);
  const newest = useRef({ plan, machines, table });
  useLayoutEffect(() => {
    const before = newest.current.machines;
    newest.current = { plan, machines, table };
    followMachines(store, before, machines);
  }, [store, plan, machines, table]);
  return useMemo(
    () => ({
      ...words,
      store,
      canEdit,
      newId,
      undo,
      redo,
      // What a command does next looks at the rows as they are then.
      edit: (wish) => flushSync(() => edit(wish)),
      machines: () => newest.current.machines,
      plan: () => newest.current.plan,
      columns: () => newest.current.table.getVisibleLeafColumns().flatMap((column) => columnOf(column.id) ?? []),
      sortBy: (column, direction) => {
        const { state, setSorting } = newest.current.table;
        const [sorted] = state.sorting;
        const isSame = sorted?.id === column && sorted.desc === (direction === "desc");
        setSorting(isSame ? [] : [{ id: column, desc: direction === "desc" }]);
      },
      widen: (column, by) => {
        const { state, setColumnSizing } = newest.current.table;
        const width = (state.columnSizing[column] ?? firstWidth(column)) + by;
        setColumnSizing({ ...state.columnSizing, [column]: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width)) });
      },
      showAll: () =>
        flushSync(() => {
          newest.current.table.setGlobalFilter("");
          newest.current.table.setColumnFilters([]);
        }),
    }),
    [words, store, canEdit, edit, undo, redo],
  );
}

/** What the commands say, in the language of the screen. */
function useKitWords(undo: () => void): Pick<GridKit, "cellText" | "planText" | "say" | "words"> {
  const t = useTranslations("table");
  const problems = useTranslations("problems");
  const toast = useToast();
  return useMemo(
    () => ({
      cellText: ({ code, values }) => t(`problems.${code}`, values),
      planText: ({ code, values }: PlanProblem) =>
        problems.has(code) ? problems(code, values) : problems("unknown", { code }),
      say: ({ text, isBad, undo: hasUndo }) =>
        toast({
          text,
          ...(isBad === true ? { tone: "critical" as const } : {}),
          ...(hasUndo === true ? { action: { label: t("undo"), onSelect: undo } } : {}),
        }),
      words: {
        removed: (count) => t("removed", { count }),
        pasted: ({ cells, refused, beyond }) => t("pasted", { cells, refused, beyond }),
        added: (count) => t("added", { count }),
        changedMeanwhile: (now) => t("changedMeanwhile", { now: now === "" ? t("blank") : now }),
      },
    }),
    [t, problems, toast, undo],
  );
}

import type { Plan } from "#lib/core/plan/plan.ts";
import type { ValueRow } from "#lib/core/survive/analysis.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
import {
  DEFAULT_FIGURES,
  figuresOf,
  machineFigures,
  machineKey,
  type ValueKey,
} from "#lib/core/survive/model/values.ts";

/** Failure figures in force: one row per kind that occurs, then one per machine that has figures of its own. */
export function valueRows(plan: Plan, elements: readonly Element[]): ValueRow[] {
  const virtual = new Set(
    plan.machines.filter((machine) => machineKey(machine) === "virtual-machine").map(({ id }) => id),
  );
  const keyOf = ({ kind, machineId }: Element): ValueKey =>
    kind === "machine" && machineId !== null && virtual.has(machineId) ? "virtual-machine" : kind;
  const counts = new Map<ValueKey, number>();
  for (const element of elements) {
    if (!element.isCounted) continue;
    const key = keyOf(element);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const kinds = [...counts].map(([key, count]) => rowOf(key, figuresOf(plan, key), { defaultKey: key, count }));
  const own = plan.machines
    .filter(({ reliability }) => reliability !== undefined)
    .map((machine) =>
      rowOf(`machine:${machine.id}`, machineFigures(plan, machine), { defaultKey: machineKey(machine), count: 1 }),
    );
  return [...kinds, ...own];
}

interface Of {
  readonly defaultKey: ValueKey;
  readonly count: number;
}

function rowOf(
  key: string,
  figures: Pick<ValueRow, "mtbfHours" | "mttrHours" | "provenance">,
  { defaultKey, count }: Of,
): ValueRow {
  const { mtbfHours, mttrHours } = DEFAULT_FIGURES[defaultKey];
  return { key, ...figures, defaultMtbfHours: mtbfHours, defaultMttrHours: mttrHours, count };
}

import type { ValueRow } from "#lib/core/survive/analysis.ts";
import type { ValueKey } from "#lib/core/survive/fault-tree.ts";
import type { Model } from "#lib/core/survive/model/model-of.ts";
import { DEFAULT_FIGURES, figuresOf, machineFigures, machineKey } from "#lib/core/survive/model/values.ts";

/** Failure figures in force: one row per kind that occurs, then one per machine that has figures of its own. */
export function valueRows({ tree, parts }: Model): ValueRow[] {
  const { plan, census } = parts;
  const kinds = [...tree.counts].map(([key, count]) => rowOf(key, figuresOf(plan, key), { defaultKey: key, count }));
  const own = census.measured.map((machine) =>
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

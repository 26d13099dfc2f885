import { principalRole } from "#lib/core/plan/totals.ts";
import type { CutPattern, ServiceAnalysis } from "#lib/core/survive/analysis.ts";
import { cutSetsOfOthers, minimalCutSets } from "#lib/core/survive/bdd/cut-sets.ts";
import { countByOrder } from "#lib/core/survive/bdd/list-cut-sets.ts";
import { type CutSetPattern, countByPattern } from "#lib/core/survive/bdd/patterns.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
import { idsOf } from "./compiled.ts";
import type { Judged } from "./levels.ts";
import type { Engine } from "./service.ts";

/** Sets of more elements than this are told by their number at most: nobody reads them one by one. */
const ORDER_MAX = 3;
const PATTERNS_MAX = 40;

type Analysed = Extract<ServiceAnalysis, { kind: "analysed" }>;

/** Minimal cut sets by order, and grouped by classes of interchangeable elements. */
export function cutSetsOf(engine: Engine, { root, support }: Judged): Pick<Analysed, "cutSets" | "patterns"> {
  const { compiled } = engine;
  const isSafe = compiled.uncounted();
  const sets = isSafe.includes(1)
    ? cutSetsOfOthers(compiled.bdd, root, { isSafe, maxOrder: ORDER_MAX })
    : minimalCutSets(compiled.bdd, root, ORDER_MAX);
  const [, ...byOrder] = countByOrder(sets);
  const classes = classesOf(engine);
  const found = countByPattern(sets, classes);
  const members = Map.groupBy(support, (variable) => classes[variable] ?? -1);
  const patterns = found.kind === "patterns" ? found.patterns.slice(0, PATTERNS_MAX) : [];
  return {
    cutSets: Array.from({ length: ORDER_MAX }, (_, index) => byOrder[index] ?? 0),
    patterns: patterns.map((pattern) => patternOf(engine, members, pattern)),
  };
}

const known = new WeakMap<object, Int32Array>();

/** By variable: elements that a person would take for each other: same kind, same roles of the machine, same program. */
function classesOf({ placement, compiled }: Engine): Int32Array {
  const cached = known.get(compiled);
  if (cached !== undefined) return cached;
  const keys = new Map<string, number>();
  const classes = Int32Array.from(compiled.variables, (element) => {
    const key = classKey(element, placement.needed);
    const number = keys.get(key) ?? keys.size;
    keys.set(key, number);
    return number;
  });
  known.set(compiled, classes);
  return classes;
}

function classKey({ kind, machineId, name, isAssumed }: Element, machines: Engine["placement"]["needed"]): string {
  const own = machineId === null ? "" : (machines.get(machineId)?.roles.toSorted().join("+") ?? "");
  return [kind, own, kind === "process" ? name : "", isAssumed].join("|");
}

function patternOf(
  engine: Engine,
  members: ReadonlyMap<number, readonly number[]>,
  pattern: CutSetPattern,
): CutPattern {
  const { variables } = engine.compiled;
  const parts = pattern.classes.map(([number, howMany]) => {
    const group = members.get(number) ?? [];
    const first = variables[group[0] ?? -1];
    const machine = engine.placement.needed.get(first?.machineId ?? "");
    return {
      kind: first?.kind ?? "machine",
      role: machine === undefined ? null : principalRole(machine),
      program: first?.kind === "process" ? first.name : null,
      howMany,
      elementIds: idsOf(engine.compiled, group),
    };
  });
  const example = pattern.example.flatMap((index) => variables[index] ?? []);
  return {
    order: pattern.order,
    count: pattern.count,
    parts,
    example: example.map(({ id }) => id),
    hasAssumed: example.some(({ isAssumed }) => isAssumed),
  };
}

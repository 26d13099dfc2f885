import { principalRole } from "#lib/core/plan/totals.ts";
import type { CutPattern, ServiceAnalysis } from "../analysis.ts";
import type { Element } from "../fault-tree.ts";
import { minimalCutSets } from "../bdd/cut-sets.ts";
import { countByOrder } from "../bdd/list-cut-sets.ts";
import { countByPattern, type CutSetPattern } from "../bdd/patterns.ts";
import { countedRef } from "../model/compile.ts";
import type { Engine } from "./service.ts";

/** Sets of more elements than this are told by their number at most: nobody reads them one by one. */
const ORDER_MAX = 3;
const PATTERNS_MAX = 40;

type Analysed = Extract<ServiceAnalysis, { kind: "analysed" }>;

/** Minimal cut sets by order, and grouped by classes of interchangeable elements. */
export function cutSetsOf(engine: Engine, root: number): Pick<Analysed, "cutSets" | "patterns"> {
  const { compiled } = engine;
  const sets = minimalCutSets(compiled.bdd, countedRef(compiled, root), ORDER_MAX);
  const [, ...byOrder] = countByOrder(sets);
  const classes = classesOf(engine);
  const found = countByPattern(sets, classes.of);
  const patterns = found.kind === "patterns" ? found.patterns.slice(0, PATTERNS_MAX) : [];
  return {
    cutSets: Array.from({ length: ORDER_MAX }, (_, index) => byOrder[index] ?? 0),
    patterns: patterns.map((pattern) => patternOf(engine, classes, pattern)),
  };
}

interface Classes {
  readonly of: Int32Array;
  readonly members: readonly (readonly number[])[];
}

const known = new WeakMap<object, Classes>();

/** Elements that a person would take for each other: same kind, same roles of the machine, same program. */
function classesOf({ machines, compiled }: Engine): Classes {
  const cached = known.get(compiled);
  if (cached !== undefined) return cached;
  const numbers = new Map<string, number>();
  const members: number[][] = [];
  const of = Int32Array.from(compiled.variables, (element, index) => {
    const key = classKey(element, machines);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    const group = members[number];
    if (group === undefined) members.push([index]);
    else group.push(index);
    return number;
  });
  const classes = { of, members };
  known.set(compiled, classes);
  return classes;
}

function classKey({ kind, machineId, name, isAssumed }: Element, machines: Engine["machines"]): string {
  const own = machineId === null ? "" : (machines.get(machineId)?.roles.toSorted().join("+") ?? "");
  return [kind, own, kind === "process" ? name : "", isAssumed].join("|");
}

function patternOf(engine: Engine, { members }: Classes, pattern: CutSetPattern): CutPattern {
  const { variables } = engine.compiled;
  const parts = pattern.classes.map(([number, howMany]) => {
    const group = (members[number] ?? []).flatMap((index) => variables[index] ?? []);
    const [first] = group;
    const machine = engine.machines.get(first?.machineId ?? "");
    return {
      kind: first?.kind ?? "machine",
      role: machine === undefined ? null : principalRole(machine),
      program: first?.kind === "process" ? first.name : null,
      howMany,
      elementIds: group.map(({ id }) => id),
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

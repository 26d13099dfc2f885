import { principalRole } from "#lib/core/plan/totals.ts";
import type { CutPattern, ServiceAnalysis } from "#lib/core/survive/analysis.ts";
import { cutSetsOfOthers, minimalCutSets } from "#lib/core/survive/bdd/cut-sets/cut-sets.ts";
import { countByOrder } from "#lib/core/survive/bdd/cut-sets/list-cut-sets.ts";
import { type CutSetPattern, countByPattern } from "#lib/core/survive/bdd/cut-sets/patterns.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
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
  const members = membersOf(engine, support, classes);
  const patterns = found.kind === "patterns" ? found.patterns.slice(0, PATTERNS_MAX) : [];
  return {
    cutSets: Array.from({ length: ORDER_MAX }, (_, index) => byOrder[index] ?? 0),
    patterns: patterns.map((pattern) => patternOf(engine, members, pattern)),
  };
}

interface Members {
  readonly first: Element;
  readonly elementIds: string[];
}

/** By class: those of its elements that the service depends on. */
function membersOf({ compiled }: Engine, support: readonly number[], classes: Int32Array): readonly Members[] {
  const members: Members[] = [];
  for (const variable of support) {
    const element = compiled.variables[variable];
    const ofClass = classes[variable] ?? 0;
    if (element === undefined) continue;
    const known = members[ofClass];
    if (known === undefined) members[ofClass] = { first: element, elementIds: [element.id] };
    else known.elementIds.push(element.id);
  }
  return members;
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
  const roles = machineId === null ? undefined : machines.get(machineId)?.roles;
  const own = roles === undefined || roles.length === 1 ? (roles?.[0] ?? "") : roles.toSorted().join("+");
  return `${kind}|${own}|${kind === "process" ? name : ""}|${isAssumed}`;
}

const NONE = { first: undefined, elementIds: [] as string[] };

function patternOf(engine: Engine, members: readonly Members[], pattern: CutSetPattern): CutPattern {
  const { variables } = engine.compiled;
  const parts = pattern.classes.map(([number, howMany]) => {
    const { first, elementIds } = members[number] ?? NONE;
    const machine = engine.placement.needed.get(first?.machineId ?? "");
    return {
      kind: first?.kind ?? "machine",
      role: machine === undefined ? null : principalRole(machine),
      program: first?.kind === "process" ? first.name : null,
      howMany,
      elementIds,
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

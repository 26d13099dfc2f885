import type { Level, LevelVerdict } from "#lib/core/survive/analysis.ts";
import { diagramOf } from "#lib/core/survive/bdd/diagram.ts";
import { distance, type Reach } from "#lib/core/survive/bdd/distance.ts";
import { scratchBytes, scratchFloats } from "#lib/core/survive/bdd/scratch.ts";
import type { ElementKind } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";
import { idsOf } from "./compiled.ts";
import type { Placement } from "./placement.ts";

export const LEVELS: readonly Level[] = ["machine", "hypervisor", "rack", "switch", "power-feed", "zone", "site"];

const { POSITIVE_INFINITY: SPARED } = Number;

export interface Judged {
  readonly compiled: Compiled;
  readonly placement: Placement;
  /** Diagram of the service. */
  readonly root: number;
  /** Variables that the service depends on, ascending: all, and those of each kind. */
  readonly support: readonly number[];
  readonly byKind: ReadonlyMap<ElementKind, readonly number[]>;
}

const needs = scratchBytes();

export function judgedOf({ compiled, placement }: Pick<Judged, "compiled" | "placement">, root: number): Judged {
  const { bdd, variables } = compiled;
  const { levels } = diagramOf(bdd, root);
  const isNeeded = needs(variables.length + 1);
  for (let at = 0; at < levels.length; at++) isNeeded[levels[at] ?? 0] = 1;
  const support: number[] = [];
  const byKind = new Map<ElementKind, number[]>();
  for (let variable = 0; variable < variables.length; variable++) {
    const element = variables[variable];
    if (element === undefined || isNeeded[variable] === 0) continue;
    support.push(variable);
    const alike = byKind.get(element.kind);
    if (alike === undefined) byKind.set(element.kind, [variable]);
    else alike.push(variable);
  }
  return { compiled, placement, root, support, byKind };
}

/** Whether any one failure at a level stops the service, and how many it takes. */
export function levelVerdicts(judged: Judged): LevelVerdict[] {
  const machineIds = machinesOf(judged).map(({ machineId }) => machineId);
  return LEVELS.map((level) => levelVerdict(judged, level, judged.placement.unknownAmong(machineIds, level)));
}

function levelVerdict(judged: Judged, level: Level, unknownMachines: string[]): LevelVerdict {
  const { compiled, byKind } = judged;
  if (!compiled.kinds().has(level))
    return { level, distance: null, witness: [], unknownMachines, verdict: "not-given" };
  const here = byKind.get(level) ?? [];
  const named = here.filter((variable) => !isAssumed(judged, variable));
  const all = reach(judged, { counted: here });
  const known = named.length === here.length ? all : reach(judged, { counted: named });
  const answer = (verdict: LevelVerdict["verdict"], { total, witness }: Reach): LevelVerdict => ({
    level,
    verdict,
    distance: Number.isFinite(total) ? Math.max(1, total) : null,
    witness: idsOf(compiled, witness),
    unknownMachines,
  });
  if (known.total === 1) return answer("fails", known);
  if (all.total === 1) return answer("unproven", all);
  const shared = sharing(judged, level, all.total);
  if (shared !== null && shared.total <= 1) return answer("unproven", { ...shared, total: 1 });
  return answer("survives", { ...all, total: Math.min(all.total, Math.max(2, shared?.total ?? SPARED)) });
}

function isAssumed({ compiled }: Judged, variable: number): boolean {
  return compiled.variables[variable]?.isAssumed === true;
}

/** Machines of the plan that the service depends on. */
export function machinesOf({ compiled, byKind }: Judged): { readonly machineId: string; readonly variable: number }[] {
  return (byKind.get("machine") ?? []).flatMap((variable) => {
    const machineId = compiled.variables[variable]?.machineId ?? null;
    return machineId === null ? [] : [{ machineId, variable }];
  });
}

/** What may fail: each of `counted` is one failure, `free` fall with it for nothing, and all others are spared. */
interface Failures {
  readonly counted: readonly number[];
  readonly free?: readonly number[];
}

const costs = scratchFloats();

/** The fewest failures that stop the service. */
export function reach({ compiled, root }: Judged, { counted, free = [] }: Failures): Reach {
  if (counted.length + free.length === 0) return { total: SPARED, witness: [] };
  const cost = costs(compiled.variables.length).fill(SPARED);
  for (let at = 0; at < counted.length; at++) cost[counted[at] ?? 0] = 1;
  for (let at = 0; at < free.length; at++) cost[free[at] ?? 0] = 0;
  return distance(compiled.bdd, root, { cost });
}

/**
 * The fewest failures when one unnamed domain is really the same as one of the named: it then falls with that for
 * nothing. Domains of different zones cannot be the same.
 */
function sharing(judged: Judged, level: Level, unshared: number): Reach | null {
  if (level === "machine") return null;
  const { placement, compiled } = judged;
  const here = judged.byKind.get(level) ?? [];
  const unnamed = here.filter((variable) => isAssumed(judged, variable));
  if (unnamed.length === 0) return null;
  // All of them one with whatever fails: if even that takes as many failures, no single one needs to be looked at.
  const least = reach(judged, { counted: here, free: unnamed });
  if (least.total > 1 && least.total >= unshared) return null;
  const idOf = (variable: number) => compiled.variables[variable]?.id ?? "";
  let fewest: Reach | null = null;
  for (const one of unnamed) {
    const others = here.filter((other) => other !== one && placement.mayBeSame(level, idOf(one), idOf(other)));
    // Alone it stops nothing, or fewer than two failures would have been found before.
    if (others.length === 0) continue;
    const found = reach(judged, { counted: others, free: [one] });
    if (fewest === null || found.total < fewest.total) fewest = found;
    if (fewest.total <= least.total) break;
  }
  return fewest;
}

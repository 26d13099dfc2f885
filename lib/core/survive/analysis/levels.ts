import type { Level, LevelVerdict } from "#lib/core/survive/analysis.ts";
import { distance, type Reach } from "#lib/core/survive/bdd/distance.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
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
  /** Elements that the service depends on, and their variables. */
  readonly support: readonly Element[];
  readonly indices: readonly number[];
}

/** Whether any one failure at a level stops the service, and how many it takes. */
export function levelVerdicts(judged: Judged): LevelVerdict[] {
  return LEVELS.map((level) => levelVerdict(judged, level));
}

function levelVerdict(judged: Judged, level: Level): LevelVerdict {
  const { compiled, placement } = judged;
  const { variables } = compiled;
  const unknownMachines = placement.unknownAmong(machinesOf(judged), level);
  const nothing = { level, distance: null, witness: [], unknownMachines };
  if (!variables.some(({ kind }) => kind === level)) return { ...nothing, verdict: "not-given" };
  const all = reach(judged, (element) => (element.kind === level ? 1 : SPARED));
  const isAllKnown = judged.support.every(({ kind, isAssumed }) => kind !== level || !isAssumed);
  const known = isAllKnown ? all : reach(judged, ({ kind, isAssumed }) => (kind === level && !isAssumed ? 1 : SPARED));
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

/** Machines of the plan that the service depends on. */
export function machinesOf({ support }: Judged): string[] {
  return support.flatMap(({ kind, machineId }) => (kind === "machine" && machineId !== null ? [machineId] : []));
}

/** The cheapest failures that stop the service, with the cost of each element by a rule; Infinity spares it. */
export function reach({ compiled, root, support, indices }: Judged, costOf: (element: Element) => number): Reach {
  const cost = new Float64Array(compiled.variables.length).fill(SPARED);
  let isAny = false;
  // Asked some fifty times of a service: `entries()` would make two objects for each element.
  for (let at = 0; at < support.length; at++) {
    const element = support[at];
    const fare = element === undefined ? SPARED : costOf(element);
    if (fare !== SPARED) isAny = true;
    cost[indices[at] ?? 0] = fare;
  }
  return isAny ? distance(compiled.bdd, root, { cost }) : { total: SPARED, witness: [] };
}

/**
 * The fewest failures when one unnamed domain is really the same as one of the named: it then falls with that for
 * nothing. Domains of different zones cannot be the same.
 */
function sharing(judged: Judged, level: Level, unshared: number): Reach | null {
  const { placement } = judged;
  const here = judged.support.filter(({ kind }) => kind === level);
  const unnamed = here.filter(({ isAssumed }) => isAssumed);
  if (level === "machine") return null;
  if (unnamed.length === 0) return null;
  const unnamedIds = new Set(unnamed.map(({ id }) => id));
  // All of them one with whatever fails: if even that takes as many failures, no single one needs to be looked at.
  const least = reach(judged, ({ id, kind }) => {
    if (kind !== level) return SPARED;
    return unnamedIds.has(id) ? 0 : 1;
  });
  if (least.total > 1 && least.total >= unshared) return null;
  const found = unnamed.flatMap(({ id }) => {
    const others = here.filter((element) => element.id !== id && placement.mayBeSame(level, id, element.id));
    // Alone it stops nothing, or fewer than two failures would have been found before.
    if (others.length === 0) return [];
    const fares = new Map([[id, 0], ...others.map((element) => [element.id, 1] as const)]);
    return [reach(judged, (element) => fares.get(element.id) ?? SPARED)];
  });
  return found.toSorted((a, b) => a.total - b.total)[0] ?? null;
}

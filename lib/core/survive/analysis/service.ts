import { Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { ServiceAnalysis, Weakness } from "#lib/core/survive/analysis.ts";
import { type Gradients, gradients } from "#lib/core/survive/bdd/probability.ts";
import type { ServiceTop } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";
import type { Model } from "#lib/core/survive/model/model-of.ts";
import { idsOf, unavailableAt } from "./compiled.ts";
import { cutSetsOf } from "./cut-patterns.ts";
import { type Judged, judgedOf, levelVerdicts, reach } from "./levels.ts";
import { likelihoodOf } from "./likelihood.ts";
import { type Placement, placementOf } from "./placement.ts";

const WEAKEST_MAX = 8;

export interface Engine {
  readonly plan: Plan;
  readonly compiled: Compiled;
  readonly placement: Placement;
  /** Ids of the machines of each role that any service depends on; a role of which none does has an empty set. */
  readonly roles: ReadonlyMap<Role, ReadonlySet<string>>;
}

export function engineOf({ parts }: Model, compiled: Compiled): Engine {
  const placement = placementOf(compiled);
  const planned = Role.options.filter((role) => parts.census.roles[role].length > 0);
  const roles = new Map(planned.map((role) => [role, new Set<string>()]));
  for (const machine of placement.needed.values()) for (const role of machine.roles) roles.get(role)?.add(machine.id);
  return { plan: parts.plan, compiled, placement, roles };
}

type Analysed = Extract<ServiceAnalysis, { kind: "analysed" }>;

type Findings = Omit<Analysed, "id" | "kind">;

const findings = new WeakMap<Engine, Map<number, Findings>>();

/** Everything that is said of one service. */
export function serviceAnalysis(engine: Engine, service: ServiceTop): ServiceAnalysis {
  if (service.kind === "not-planned") return { id: service.id, kind: "not-planned", reason: service.reason };
  const root = engine.compiled.refOf(service.down);
  const known = findings.get(engine) ?? new Map<number, Findings>();
  findings.set(engine, known);
  // Services that need the same things have the same diagram: people mostly come the way that nodes do.
  const found = known.get(root) ?? findingsOf(judgedOf(engine, root), engine);
  known.set(root, found);
  return { id: service.id, kind: "analysed", ...found };
}

function findingsOf(judged: Judged, engine: Engine): Findings {
  const usual = gradients(judged.compiled.bdd, judged.root, unavailableAt(judged.compiled, 1));
  return {
    distance: anyFailures(judged),
    levels: levelVerdicts(judged),
    roles: roleDistances(judged, engine.roles),
    likelihood: likelihoodOf(engine.compiled, judged.root, usual),
    ...cutSetsOf(engine, judged),
    weakest: weakest(judged, usual),
  };
}

function anyFailures(judged: Judged): number | null {
  return finite(reach(judged, { counted: judged.support }).total);
}

/** A service that is down already counts as one failure away: the shape has no zero. */
function finite(total: number): number | null {
  return Number.isFinite(total) ? Math.max(1, total) : null;
}

function roleDistances(judged: Judged, roles: Engine["roles"]): Analysed["roles"] {
  const { variables } = judged.compiled;
  const machines = judged.byKind.get("machine") ?? [];
  return Role.options.flatMap((role) => {
    const ids = roles.get(role);
    if (ids === undefined) return [];
    const { total, witness } = reach(judged, {
      counted: machines.filter((variable) => ids.has(variables[variable]?.machineId ?? "")),
    });
    return [{ role, distance: finite(total), witness: idsOf(judged.compiled, witness) }];
  });
}

function weakest({ compiled, support }: Judged, { unavailability, birnbaum }: Gradients): Weakness[] {
  const q = unavailableAt(compiled, 1);
  if (unavailability === 0) return [];
  const weak: Weakness[] = [];
  for (const variable of support) {
    const importance = birnbaum[variable] ?? 0;
    const share = ((q[variable] ?? 0) * importance) / unavailability;
    if (share > 0) insert(weak, { elementId: compiled.variables[variable]?.id ?? "", birnbaum: importance, share });
  }
  return weak;
}

/** Puts one among those before it that weigh more or as much, of which only the first few are kept. */
function insert(weak: Weakness[], next: Weakness): void {
  let place = weak.length;
  while (place > 0 && (weak[place - 1]?.share ?? 0) < next.share) place -= 1;
  if (place === WEAKEST_MAX) return;
  weak.splice(place, 0, next);
  if (weak.length > WEAKEST_MAX) weak.pop();
}

import { type Machine, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { ServiceAnalysis, Weakness } from "#lib/core/survive/analysis.ts";
import { diagramOf } from "#lib/core/survive/bdd/diagram.ts";
import { distance } from "#lib/core/survive/bdd/distance.ts";
import { gradients } from "#lib/core/survive/bdd/probability.ts";
import type { ServiceTop } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";
import { costs, idsOf, unavailableAt } from "./compiled.ts";
import { cutSetsOf } from "./cut-patterns.ts";
import { type Judged, levelVerdicts } from "./levels.ts";
import { likelihoodOf } from "./likelihood.ts";
import { type Placement, placementOf } from "./placement.ts";

const WEAKEST_MAX = 8;
const { POSITIVE_INFINITY: SPARED } = Number;

export interface Engine {
  readonly plan: Plan;
  readonly compiled: Compiled;
  readonly placement: Placement;
  readonly machines: ReadonlyMap<string, Machine>;
  /** Ids of the machines of each role. */
  readonly roles: ReadonlyMap<Role, ReadonlySet<string>>;
}

export function engineOf(plan: Plan, compiled: Compiled): Engine {
  const roles = new Map<Role, Set<string>>();
  for (const machine of plan.machines) {
    for (const role of machine.roles) {
      const ids = roles.get(role);
      if (ids === undefined) roles.set(role, new Set([machine.id]));
      else ids.add(machine.id);
    }
  }
  const machines = new Map(plan.machines.map((machine) => [machine.id, machine]));
  return { plan, compiled, placement: placementOf(plan, compiled), machines, roles };
}

type Analysed = Extract<ServiceAnalysis, { kind: "analysed" }>;

/** Everything that is said of one service. */
export function serviceAnalysis(engine: Engine, service: ServiceTop): ServiceAnalysis {
  if (service.kind === "not-planned") return { id: service.id, kind: "not-planned", reason: service.reason };
  const judged = judgedOf(engine, engine.compiled.refOf(service.down));
  return {
    id: service.id,
    kind: "analysed",
    distance: anyFailures(judged),
    levels: levelVerdicts(judged),
    roles: roleDistances(judged, engine.roles),
    likelihood: likelihoodOf(engine.compiled, judged.root),
    ...cutSetsOf(engine, judged),
    weakest: weakest(engine.compiled, judged.root),
  };
}

export function judgedOf({ compiled, placement }: Pick<Engine, "compiled" | "placement">, root: number): Judged {
  const { levels } = diagramOf(compiled.bdd, root);
  const support = [...new Set(levels)].flatMap((level) => compiled.variables[level] ?? []);
  return { compiled, placement, root, support };
}

function anyFailures({ compiled, root }: Judged): number | null {
  const cost = costs(compiled, () => 1);
  return finite(distance(compiled.bdd, root, { cost }).total);
}

/** A service that is down already counts as one failure away: the shape has no zero. */
function finite(total: number): number | null {
  return Number.isFinite(total) ? Math.max(1, total) : null;
}

function roleDistances({ compiled, root }: Judged, roles: Engine["roles"]): Analysed["roles"] {
  return Role.options.flatMap((role) => {
    const ids = roles.get(role);
    if (ids === undefined) return [];
    const cost = costs(compiled, ({ kind, machineId }) =>
      kind === "machine" && machineId !== null && ids.has(machineId) ? 1 : SPARED,
    );
    const { total, witness } = distance(compiled.bdd, root, { cost });
    return [{ role, distance: finite(total), witness: idsOf(compiled, witness) }];
  });
}

function weakest(compiled: Compiled, root: number): Weakness[] {
  const { bdd, variables } = compiled;
  const q = unavailableAt(compiled, 1);
  const { unavailability, birnbaum } = gradients(bdd, root, q);
  if (unavailability === 0) return [];
  return variables
    .map(({ id }, index) => {
      const importance = birnbaum[index] ?? 0;
      return { elementId: id, birnbaum: importance, share: ((q[index] ?? 0) * importance) / unavailability };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, WEAKEST_MAX);
}

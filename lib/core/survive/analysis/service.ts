import { type Machine, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { ServiceAnalysis, Weakness } from "../analysis.ts";
import type { ServiceTop } from "../fault-tree.ts";
import { diagramOf } from "../bdd/diagram.ts";
import { distance } from "../bdd/distance.ts";
import { gradients } from "../bdd/probability.ts";
import { type Compiled, diagramRef } from "./compiled.ts";
import { cutSetsOf } from "./cut-patterns.ts";
import { costs, type Judged, levelVerdicts } from "./levels.ts";
import { likelihoodOf } from "./likelihood.ts";
import type { Placement } from "./placement.ts";

const WEAKEST_MAX = 8;
const { POSITIVE_INFINITY: SPARED } = Number;

export interface Engine {
  readonly plan: Plan;
  readonly compiled: Compiled;
  readonly placement: Placement;
}

type Analysed = Extract<ServiceAnalysis, { kind: "analysed" }>;

/** Everything that is said of one service. */
export function serviceAnalysis(engine: Engine, service: ServiceTop): ServiceAnalysis {
  if (service.kind === "not-planned") return { id: service.id, kind: "not-planned", reason: service.reason };
  const judged = judgedOf(engine, diagramRef(engine.compiled, service.down));
  return {
    id: service.id,
    kind: "analysed",
    distance: anyFailures(judged),
    levels: levelVerdicts(judged),
    roles: roleDistances(judged, engine.plan.machines),
    likelihood: likelihoodOf(engine.compiled, judged.root),
    ...cutSetsOf(engine, judged.root),
    weakest: weakest(engine.compiled, judged.root),
  };
}

export function judgedOf({ compiled, placement }: Engine, root: number): Judged {
  const { elements } = compiled.tree;
  const { levels } = diagramOf(compiled.bdd, root);
  const machineIds = [...new Set(levels)].flatMap((level) => {
    const element = elements[level];
    return element?.kind === "machine" && element.machineId !== null ? [element.machineId] : [];
  });
  return { compiled, placement, root, machineIds };
}

/** Elements that only a structural verdict counts are left out, as they are of every count of cut sets. */
function anyFailures({ compiled, root }: Judged): number | null {
  const cost = costs(compiled.tree.elements, ({ isCounted }) => (isCounted ? 1 : SPARED));
  return finite(distance(compiled.bdd, root, { cost }).total);
}

/** A service that is down already counts as one failure away: the shape has no zero. */
function finite(total: number): number | null {
  return Number.isFinite(total) ? Math.max(1, total) : null;
}

function roleDistances({ compiled, root }: Judged, machines: readonly Machine[]): Analysed["roles"] {
  const { elements } = compiled.tree;
  return Role.options.flatMap((role) => {
    const ids = new Set(machines.filter(({ roles }) => roles.includes(role)).map(({ id }) => id));
    if (ids.size === 0) return [];
    const cost = costs(elements, ({ kind, machineId }) =>
      kind === "machine" && machineId !== null && ids.has(machineId) ? 1 : SPARED,
    );
    const { total, witness } = distance(compiled.bdd, root, { cost });
    return [{ role, distance: finite(total), witness: witness.map((index) => elements[index]?.id ?? "") }];
  });
}

function weakest({ tree, bdd, q }: Compiled, root: number): Weakness[] {
  const { unavailability, birnbaum } = gradients(bdd, root, q);
  if (unavailability === 0) return [];
  return tree.elements
    .map(({ id }, index) => {
      const importance = birnbaum[index] ?? 0;
      return { elementId: id, birnbaum: importance, share: ((q[index] ?? 0) * importance) / unavailability };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, WEAKEST_MAX);
}

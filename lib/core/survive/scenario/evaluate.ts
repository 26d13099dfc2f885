import { criticalVariables, distance } from "#lib/core/survive/bdd/distance.ts";
import type { Gate, Ref, ServiceTop } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";
import type { ScenarioAnswer } from "#lib/core/survive/scenario.ts";
import { capacityLeft, type Demand } from "./capacity-left.ts";
import { deadMachine, reasonOf } from "./cause.ts";
import { deadVariables, reviveOf, type Situation } from "./revive.ts";
import { stateOf } from "./state.ts";

type Stopped = ScenarioAnswer["stopped"][number];
type ServiceState = ScenarioAnswer["services"][number];

/** The cluster with some elements down: what stops with them and why, and how far each service is from stopping. */
export function evaluate(compiled: Compiled, deadIds: readonly string[], demand?: Demand): ScenarioAnswer {
  const { tree } = compiled;
  const positions = compiled.positions();
  const asked = [...new Set(deadIds)];
  const dead = asked.flatMap((id) => positions.get(id) ?? []).toSorted((a, b) => a - b);
  const down = stateOf(tree, dead);
  const situation: Situation = { compiled, down, dead: deadVariables(compiled, down) };
  const deadInTree = dead.map((position) => tree.elements.at(position)?.id ?? "");
  return {
    dead: deadInTree,
    unknown: asked.filter((id) => !positions.has(id)),
    stopped: [
      ...deadInTree.map((id): Stopped => ({ id, state: "dead" })),
      ...tree.gates.all().flatMap((gate, index) => stoppedGate(situation, gate, index)),
    ],
    services: tree.services.map((service) => serviceState(situation, service)),
    capacity: capacityLeft(tree, down, demand),
  };
}

function stoppedGate(situation: Situation, gate: Gate, index: number): Stopped[] {
  const { compiled, down } = situation;
  const { tree } = compiled;
  const { id, component } = gate;
  const ref = tree.elements.length + index;
  if (down[ref] === 0 || component === null || component.kind === "service") return [];
  if (deadMachine(tree, down, gate) !== null) return [];
  return [{ id, state: "down", component, cause: causeOf(situation, ref) }];
}

function causeOf(situation: Situation, ref: Ref): NonNullable<ServiceState["cause"]> {
  const { tree } = situation.compiled;
  const revive = [...reviveOf(situation, ref)];
  const gate = tree.gates.at(ref - tree.elements.length);
  if (gate === undefined) return { because: [tree.elements.at(ref)?.id ?? ""], tolerates: 0, of: 1, revive };
  return { ...reasonOf(tree, situation.down, gate), revive };
}

function serviceState(situation: Situation, service: ServiceTop): ServiceState {
  const { compiled, down, dead } = situation;
  const { id } = service;
  if (service.kind === "not-planned") return { id, state: "not-planned", cause: null, margin: null, atRisk: [] };
  if (down[service.down] === 1)
    return { id, state: "down", cause: causeOf(situation, service.down), margin: 0, atRisk: [] };
  const { bdd, variables, refOf } = compiled;
  const root = refOf(service.down);
  const { total } = distance(bdd, root, { cost: new Float64Array(variables.length).fill(1), dead });
  const critical = total === 1 ? criticalVariables(bdd, root, dead) : [];
  const atRisk = critical.map((variable) => variables[variable]?.id ?? "");
  return { id, state: "up", cause: null, margin: Number.isFinite(total) ? total : null, atRisk };
}

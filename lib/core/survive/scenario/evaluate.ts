import { criticalVariables, distance } from "#lib/core/survive/bdd/distance.ts";
import type { Ref, ServiceTop, Stand } from "#lib/core/survive/fault-tree.ts";
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
    stopped: [...deadInTree.map((id): Stopped => ({ id, state: "dead" })), ...stoppedGates(situation)],
    services: tree.services.map((service) => serviceState(situation, service)),
    capacity: capacityLeft(tree, down, demand),
  };
}

type Cause = NonNullable<ServiceState["cause"]>;

function stoppedGates(situation: Situation): Stopped[] {
  const { compiled, down } = situation;
  const { tree, isNeeded } = compiled;
  const gates = tree.gates.all();
  const causeAbove = causesAbove(situation);
  const stopped: Stopped[] = [];
  for (let index = 0; index < gates.length; index++) {
    const ref = tree.elements.length + index;
    if (down[ref] !== 1) continue;
    const gate = gates[index];
    const component = gate?.component ?? null;
    if (gate === undefined || component === null || component.kind === "service") continue;
    if (deadMachine(tree, down, gate) !== null) continue;
    const isAlike = component.kind === "machine" && isNeeded[index] !== 1;
    const cause = (isAlike ? causeAbove(ref) : null) ?? causeOf(situation, ref);
    stopped.push({ id: gate.id, state: "down", component, cause });
  }
  return stopped;
}

/**
 * Why a machine that no service needs is down while it is not dead itself: what it stands in, the same for its whole
 * stand. To be asked in ascending order; null for what stands nowhere.
 */
function causesAbove(situation: Situation): (ref: Ref) => Cause | null {
  const { stands } = situation.compiled.tree;
  let at = 0;
  let cause: Cause | null = null;
  return (ref) => {
    for (; at < stands.length && endOf(stands[at]) <= ref; at++) cause = null;
    if (ref < (stands[at]?.down ?? Number.POSITIVE_INFINITY)) return null;
    cause ??= causeOf(situation, ref);
    return cause;
  };
}

function endOf(stand: Stand | undefined): number {
  return stand === undefined ? 0 : stand.down + stand.machines.length;
}

function causeOf(situation: Situation, ref: Ref): Cause {
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

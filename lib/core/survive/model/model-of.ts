import type { Plan } from "#lib/core/plan/plan.ts";
import type { Assumption } from "#lib/core/survive/analysis.ts";
import type { FaultTree, Worker } from "#lib/core/survive/fault-tree.ts";
import { assumptionsOf } from "./assumptions.ts";
import { type Context, openContext } from "./context.ts";
import { addEventsEtcd } from "./control-plane.ts";
import { domainsOf } from "./domains.ts";
import { openDraft } from "./draft.ts";
import { addElements, placesBesides, segmentsOf } from "./elements.ts";
import { partsOf } from "./parts.ts";
import { placesOf } from "./places.ts";
import { servicesOf } from "./services.ts";

export interface Model {
  readonly tree: FaultTree;
  readonly assumptions: readonly Assumption[];
}

/** A plan as failure logic: what can fail, what falls with it, and what every service needs. */
export function modelOf(plan: Plan): Model {
  const parts = partsOf(plan);
  const places = placesOf(plan, parts.machines);
  const domains = domainsOf([...places.values()], placesBesides(parts));
  const segments = segmentsOf(parts);
  const draft = openDraft();
  addElements(draft, parts, { places, domains, segments });
  const context = openContext({ parts, draft, domains, segments, places });
  const services = servicesOf(context);
  addEventsEtcd(context);
  const { elements, gates } = draft;
  return {
    tree: { elements, gates, services, workers: workersOf(context) },
    assumptions: assumptionsOf(parts, places, domains),
  };
}

function workersOf({ parts, machineDown }: Context): readonly Worker[] {
  return parts.workers.map((machine) => ({
    machineId: machine.id,
    down: machineDown(machine),
    cpuCores: machine.cpuCores ?? null,
    memoryMiB: machine.memoryMiB ?? null,
  }));
}

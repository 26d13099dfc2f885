import type { Plan } from "#lib/core/plan/plan.ts";
import type { Assumption } from "#lib/core/survive/analysis.ts";
import type { FaultTree } from "#lib/core/survive/fault-tree.ts";
import { domainsOf } from "#lib/core/survive/placement/domains.ts";
import { openDraft } from "#lib/core/survive/placement/draft.ts";
import { addElements, placesBesides } from "#lib/core/survive/placement/elements.ts";
import { segmentsOf } from "#lib/core/survive/placement/endpoint-elements.ts";
import { type Parts, partsOf } from "#lib/core/survive/placement/parts.ts";
import { assumptionsOf } from "./assumptions.ts";
import { openContext, withoutStandIns } from "./context.ts";
import { addEventsEtcd } from "./control-plane.ts";
import { servicesOf } from "./services.ts";

export interface Model {
  readonly tree: FaultTree;
  readonly parts: Parts;
  readonly assumptions: readonly Assumption[];
}

/** A plan as failure logic: what can fail, what falls with it, and what every service needs. */
export function modelOf(plan: Plan): Model {
  const parts = partsOf(plan);
  const domains = domainsOf(
    parts.groups.map(({ place }) => place),
    placesBesides(parts),
  );
  const segments = segmentsOf(parts);
  const draft = openDraft();
  addElements(draft, parts, { domains, segments });
  const context = openContext({ parts, draft, domains, segments });
  const services = servicesOf(context);
  addEventsEtcd(context);
  const { elements, gates, counts } = draft;
  return {
    tree: { elements, gates, services, counts, stands: withoutStandIns(parts, context.stands) },
    parts,
    assumptions: assumptionsOf(parts, domains),
  };
}

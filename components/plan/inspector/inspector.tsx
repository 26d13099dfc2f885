"use client";
import { optionOfSupport } from "#components/canvas/gestures/remove-edit.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { EndpointPanel } from "./endpoint-panel.tsx";
import { MachinePanel } from "./machine/machine-panel.tsx";
import { OptionSection } from "./option-section.tsx";
import { PlanPanel } from "./plan-panel.tsx";

const ENDPOINT = "endpoint:";

const keys = new WeakMap<ReadonlySet<string>, number>();
let lastKey = 0;

/** Another selection is another form: what was typed is stored for the machines it was typed for. */
function keyOf(ids: ReadonlySet<string>): number {
  const known = keys.get(ids);
  if (known !== undefined) return known;
  lastKey += 1;
  keys.set(ids, lastKey);
  return lastKey;
}

/** Everything about what is selected; the plan itself while nothing is. */
export function Inspector() {
  const ids = useSelection((state) => state.ids);
  const plan = usePlan((whole) => whole);
  const machines = ids.size === 0 ? [] : plan.machines.filter(({ id }) => ids.has(id));
  if (machines.length > 0) return <MachinePanel key={keyOf(ids)} machines={machines} />;
  const [first = ""] = ids;
  const endpoint = plan.endpoints.find(({ id }) => ids.has(ENDPOINT + id));
  if (endpoint !== undefined) return <EndpointPanel key={endpoint.id} endpoint={endpoint} />;
  const option = optionOfSupport(first);
  return option === null ? <PlanPanel /> : <OptionSection key={option.key} option={option.key} isOpen />;
}

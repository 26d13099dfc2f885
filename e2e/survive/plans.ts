import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";

/** The seed's machines over two zones: two of three masters stand in the first. */
export function twoZonePlan(): Plan {
  const plan = templatePlan("T2", "two zones");
  const zoneOf = (hostname: string) => (/(slb1|master1|master2|worker1)$/.test(hostname) ? "za" : "zb");
  return { ...plan, machines: plan.machines.map((machine) => ({ ...machine, zone: zoneOf(machine.hostname) })) };
}

/** The three-zone template squeezed into two: nothing but a zone stops it alone. */
export function squeezedPlan(): Plan {
  const plan = templatePlan("T5", "squeezed");
  const machines = plan.machines.map((machine) => (machine.zone === "c" ? { ...machine, zone: "a" } : machine));
  return { ...plan, machines };
}

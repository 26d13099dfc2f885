import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Element, ValueKey } from "#lib/core/survive/fault-tree.ts";

/** Hours between two failures and until repair, for one element. */
export type Figures = Pick<Element, "mtbfHours" | "mttrHours" | "provenance">;

const HOURS_PER_YEAR = 8760;
const YEAR = HOURS_PER_YEAR;
const MONTH = HOURS_PER_YEAR / 12;

/** MTBF in hours for an annual failure rate, a share between 0 and 1. */
export function mtbfOfAfr(afr: number): number {
  return -HOURS_PER_YEAR / Math.log(1 - afr);
}

const judged = (mtbfHours: number, mttrHours: number): Figures => ({ mtbfHours, mttrHours, provenance: "default" });
const fromAfr = (afr: number, mttrHours: number): Figures => ({
  mtbfHours: mtbfOfAfr(afr),
  mttrHours,
  provenance: "literature",
});
// A promise, not a measurement: 99.95 % is what public clouds commonly credit for, taken in outages of one hour.
const SLB_SLA = 0.9995;

/** What holds where neither the plan nor the machine says otherwise. */
export const DEFAULT_FIGURES: Readonly<Record<ValueKey, Figures>> = {
  site: judged(10 * YEAR, 8),
  zone: judged(2 * YEAR, 4),
  "power-feed": judged(5 * YEAR, 6),
  rack: judged(5 * YEAR, 4),
  // Top-of-rack 5 %, aggregation 10 %, load balancer 20 % a year: Gill et al., SIGCOMM 2011.
  switch: fromAfr(0.05, 4),
  router: fromAfr(0.1, 4),
  firewall: fromAfr(0.2, 4),
  appliance: fromAfr(0.2, 4),
  hypervisor: judged(YEAR, 8),
  segment: judged(5 * YEAR, 1),
  "reverse-proxy": judged(YEAR, 1),
  "cloud-slb": { mtbfHours: SLB_SLA / (1 - SLB_SLA), mttrHours: 1, provenance: "vendor" },
  "dns-name": judged(5 * YEAR, 1),
  "shared-store": judged(5 * YEAR, 4),
  machine: judged(YEAR, 8),
  "virtual-machine": judged(YEAR, 0.5),
  process: judged(3 * MONTH, 5 / 60),
};

/** Figures of a kind: the plan's own, else the defaults. Processes may also be set one by one, as `process/<program>`. */
export function figuresOf(plan: Plan, key: ValueKey, program: string | null = null): Figures {
  const own = plan.options.reliability;
  if (own === undefined) return DEFAULT_FIGURES[key];
  const ofProgram = program === null ? undefined : own[`${key}/${program}`];
  return ofProgram ?? own[key] ?? DEFAULT_FIGURES[key];
}

export function machineKey(machine: Pick<Machine, "hypervisor">): "machine" | "virtual-machine" {
  return machine.hypervisor === undefined ? "machine" : "virtual-machine";
}

export function machineFigures(plan: Plan, machine: Machine): Figures {
  return machine.reliability ?? figuresOf(plan, machineKey(machine));
}

/** Share of time that an element is down; 0 where it is not counted. MTBF is the mean time it runs between repairs. */
export function unavailability(element: Pick<Element, "isCounted" | "mtbfHours" | "mttrHours">): number {
  return element.isCounted ? element.mttrHours / (element.mtbfHours + element.mttrHours) : 0;
}

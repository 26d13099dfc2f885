import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { largePlan } from "./layout/sample-plans.ts";
import { layout } from "./layout.ts";
import type { Scene, View } from "./scene.ts";

const WORKERS = 5000;
const VIEW: View = { domain: "zone", collapsedPools: [], isClientsLaneShown: false };

interface Tile {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** The layout one writes first: for every machine, look through all others for its place in its cell. */
function naiveLayout(plan: Plan): readonly Tile[] {
  const zones = [...new Set(plan.machines.map((machine) => machine.zone ?? ""))].sort();
  const isPeer = (a: Machine, b: Machine): boolean => a.zone === b.zone && a.roles.join() === b.roles.join();
  return plan.machines.map((machine) => {
    const place = plan.machines.filter((other) => isPeer(machine, other)).indexOf(machine);
    return {
      id: machine.id,
      x: zones.indexOf(machine.zone ?? "") * 500 + (place % 2) * 236,
      y: Math.floor(place / 2) * 100,
    };
  });
}

/** For `npm run bench`: our layout of 5,000 workers beside a naive one. */
export function layoutCalls(): { readonly ours: () => Scene; readonly naive: () => readonly Tile[] } {
  const plan = largePlan(WORKERS);
  return { ours: () => layout(plan, VIEW), naive: () => naiveLayout(plan) };
}

import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { largePlan } from "./layout/sample-plans.ts";
import { layout } from "./layout.ts";
import type { View } from "./scene.ts";

const MACHINES = 5000;
const WARM_UP = 50;
const RUNS = 101;
const GOAL_MS = 5;
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

/** Median milliseconds of one call, after warming up. */
function medianMs(runs: number, warmUp: number, call: () => unknown): number {
  for (let run = 0; run < warmUp; run += 1) call();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** For `npm run bench`: layout of 5,000 machines beside a naive peer in the same run. */
export function benchLayout(print: (line: string) => void): { readonly medianMs: number; readonly isMet: boolean } {
  const plan = largePlan(MACHINES);
  const ours = medianMs(RUNS, WARM_UP, () => layout(plan, VIEW));
  const naive = medianMs(1, 0, () => naiveLayout(plan));
  const ratio = Math.round(naive / ours);
  print(
    `layout of ${MACHINES} machines: median ${ours.toFixed(2)} ms (goal ${GOAL_MS} ms), naive peer ${naive.toFixed(0)} ms, ${ratio} times slower`,
  );
  return { medianMs: ours, isMet: ours <= GOAL_MS };
}

import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** A plan for a thread that holds the machines of the plan before it: only those that an edit made anew travel. */
export interface PlanParcel {
  readonly rest: Omit<Plan, "machines">;
  /** How many of the machines held stay, at the front and at the back of the list. */
  readonly front: number;
  readonly back: number;
  readonly between: readonly Machine[];
}

/** `held` are the machines of the plan that was packed before, none for a thread that has seen no plan. */
export function packPlan({ machines, ...rest }: Plan, held: readonly Machine[]): PlanParcel {
  const shorter = Math.min(machines.length, held.length);
  let front = 0;
  while (front < shorter && machines[front] === held[front]) front += 1;
  let back = 0;
  while (back < shorter - front && machines.at(-1 - back) === held.at(-1 - back)) back += 1;
  return { rest, front, back, between: machines.slice(front, machines.length - back) };
}

/** The plan of a parcel that was packed for these machines. */
export function unpackPlan({ rest, front, back, between }: PlanParcel, held: readonly Machine[]): Plan {
  return { ...rest, machines: [...held.slice(0, front), ...between, ...held.slice(held.length - back)] };
}

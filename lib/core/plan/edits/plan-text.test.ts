import { expect, it } from "vitest";
import { Plan, planText } from "#lib/core/plan/plan.ts";
import { TEMPLATES, templatePlan } from "#lib/core/plan/templates.ts";

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

it.each(TEMPLATES.map(({ id }) => id))(
  "the plan of %s is the same text whatever order its fields were set in",
  (id) => {
    const plan = templatePlan(id, "p");
    expect(planText(Plan.parse(shuffled(plan)))).toBe(planText(plan));
    expect(JSON.parse(planText(plan))).toEqual(plan);
  },
);

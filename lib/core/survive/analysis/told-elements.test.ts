import { expect, test } from "vitest";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { densePlan } from "#lib/testing/plans/dense-plan.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";
import { randomPlan } from "#lib/testing/plans/random-plan.ts";

const withDemand = () => {
  const plan = largePlan();
  return { ...plan, options: { ...plan.options, demand: { cpuCores: 159_900, memoryGiB: 600_000, replicas: 3 } } };
};

test("of five thousand equal workers only those that the answer names are told", () => {
  const { elements, timelines } = analyse(largePlan(), { candidates: false });
  const machines = elements.filter(({ kind }) => kind === "machine");
  const lost = timelines.find(({ code }) => code === "worker-lost")?.elementIds ?? [];
  expect(machines.map(({ id }) => id)).toEqual(expect.arrayContaining(["machine:master1", "machine:lb4", ...lost]));
  expect(machines.length).toBeGreaterThan(13);
  expect(machines.length).toBeLessThan(120);
});

test.each([
  { name: "T6", plan: templatePlan("T6", "t6") },
  { name: "5,000 workers of which the demand spares three", plan: withDemand() },
  ...Array.from({ length: 40 }, (_, seed) => ({ name: `random ${seed}`, plan: randomPlan(seed) })),
])("every element that the answer names is told: $name", ({ plan }) => {
  const { elements, services, capacity, timelines, values } = analyse(plan);
  const told = new Set(elements.map(({ id }) => id));
  const analysed = services.flatMap((service) => (service.kind === "analysed" ? [service] : []));
  const named = [
    ...analysed.flatMap(({ patterns }) => patterns.flatMap(({ example, parts }) => [example, ...parts.map(idsOf)])),
    ...analysed.flatMap(({ levels, roles }) => [...levels, ...roles].map(({ witness }) => witness)),
    ...analysed.map(({ weakest }) => weakest.map(({ elementId }) => elementId)),
    ...capacity.flatMap(({ levels }) => levels.map(({ witness }) => witness)),
    ...timelines.map(({ elementIds }) => elementIds),
    values.flatMap(({ key }) => (key.startsWith("machine:") ? [key] : [])),
  ].flat();
  expect(named.filter((id) => !told.has(id))).toEqual([]);
});

const idsOf = ({ elementIds }: { readonly elementIds: readonly string[] }) => elementIds;

test("an analysis leaves nothing behind in the cells that the next one works in", () => {
  const plans = [largePlan(), templatePlan("T1", "t1"), densePlan(), templatePlan("T4", "t4"), randomPlan(7)];
  const first = plans.map((plan) => JSON.stringify(analyse(plan, { candidates: false })));
  const again = plans.toReversed().map((plan) => JSON.stringify(analyse(plan, { candidates: false })));
  expect(again.toReversed()).toEqual(first);
});

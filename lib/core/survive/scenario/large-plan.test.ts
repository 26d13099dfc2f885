import { expect, test } from "vitest";
import { made } from "#lib/core/survive/bdd/manager.ts";
import { compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";
import { evaluate } from "./evaluate.ts";

// Four times what the good variable order needs here; a bad one needs a hundred times as many.
const NODES_MAX = 20_000;
const VARIABLES_MAX = 200;

test("five thousand workers stay out of the decision diagrams", () => {
  const { tree } = modelOf(largePlan());
  const compiled = compile(tree);
  for (const service of tree.services) if (service.kind === "modelled") compiled.refOf(service.down);
  expect(tree.elements.all().filter(({ kind, name }) => kind === "machine" && name?.startsWith("worker"))).toHaveLength(
    5000,
  );
  expect(compiled.variables.length).toBeLessThan(VARIABLES_MAX);
  expect(made(compiled.bdd)).toBeLessThan(NODES_MAX);
});

test("a dead zone takes a third of the workers, each down because of the zone", () => {
  const { stopped, capacity, services } = evaluate(compile(modelOf(largePlan()).tree), ["zone:b"]);
  const machines = stopped.filter((each) => each.state === "down" && each.component.kind === "machine");
  expect(machines.length).toBe(1667 + 3 + 1);
  expect(machines.at(-1)).toMatchObject({ cause: { because: ["zone:b"], revive: ["zone:b"] } });
  expect(capacity.workers).toEqual({ total: 5000, left: 3333, need: null, unknownWorkers: 0 });
  expect(services.filter(({ state }) => state === "down")).toEqual([]);
});

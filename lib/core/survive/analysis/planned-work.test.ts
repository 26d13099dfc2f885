import { expect, test } from "vitest";
import type { Plan } from "#lib/core/plan/plan.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { DEAD, FREE, restrict } from "#lib/core/survive/bdd/diagram.ts";
import { probability } from "#lib/core/survive/bdd/probability.ts";
import { compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { randomPlan } from "#lib/testing/plans/random-plan.ts";
import { twoZones } from "#lib/testing/plans/two-zones.ts";
import { serviceRef, unavailableAt } from "./compiled.ts";
import { plannedUnavailability, plannedWorkOf } from "./planned-work.ts";
import { type Engine, engineOf } from "./service.ts";

const HOURS_PER_YEAR = 8760;
const MINUTES_PER_YEAR = HOURS_PER_YEAR * 60;

test("planned work is the share of the year that each machine is out, at the risk that this brings", () => {
  const outs = [
    { share: 0.01, risk: 0.5 },
    { share: 0.02, risk: 0.1 },
  ];
  expect(plannedUnavailability(0.001, outs)).toBeCloseTo(0.97 * 0.001 + 0.005 + 0.002, 15);
  expect(plannedUnavailability(0.001, [])).toBe(0.001);
});

test("while one master of a majority is out, one more failure is enough", () => {
  const { plannedWork, services } = analyse(twoZones(), { candidates: false });
  const [writes] = services;
  if (plannedWork === null || writes?.kind !== "analysed") throw new Error("nothing analysed");
  expect(plannedWork.machines.map(({ machineId }) => machineId).sort()).toEqual(["m1", "m2", "m3", "slb1", "slb2"]);
  expect(plannedWork.machines.every(({ distance }) => distance === 1)).toBe(true);
  const base = writes.likelihood.unavailability.value;
  const outs = plannedWork.machines.map(({ risk }) => ({ share: plannedWork.hoursPerMachine / HOURS_PER_YEAR, risk }));
  expect(plannedWork.minutesPerYear / MINUTES_PER_YEAR).toBeCloseTo(plannedUnavailability(base, outs), 15);
  expect(plannedWork.machines.every(({ risk }) => risk > base)).toBe(true);
});

test("the risk while a machine is out is that of the service with it dead", () => {
  const judged = Array.from({ length: 60 }, (_, seed) => engineOfPlan(randomPlan(seed))).flatMap((engine) => {
    const work = plannedWorkOf(engine, "api-writes");
    return work === null ? [] : [{ ...engine, work }];
  });
  expect(judged.length).toBeGreaterThan(30);
  for (const { compiled, work } of judged) {
    const root = serviceRef(compiled, "api-writes") ?? 0;
    for (const { machineId, risk } of work.machines) {
      const state = Uint8Array.from(compiled.variables, ({ id }) => (id === `machine:${machineId}` ? DEAD : FREE));
      const left = restrict(compiled.bdd, root, state);
      const wanted = probability(compiled.bdd, left, unavailableAt(compiled, 1));
      expect(Math.abs(risk - wanted)).toBeLessThanOrEqual(1e-12 * wanted);
    }
  }
});

function engineOfPlan(plan: Plan): Engine {
  const model = modelOf(plan);
  return engineOf(model, compile(model.tree));
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { packPlan, unpackPlan } from "./plan-parcel.ts";

const plan = templatePlan("T2", "T2");
const [first, second, third] = plan.machines;

test("one edited machine travels alone", () => {
  const machines = plan.machines.map((each) => (each === second ? { ...each, cpuCores: 99 } : each));
  const parcel = packPlan({ ...plan, machines }, plan.machines);
  expect(parcel.between).toEqual([{ ...second, cpuCores: 99 }]);
  expect(parcel.rest).not.toHaveProperty("machines");
});

test("a plan packed for another list of machines is the same plan after its way", () => {
  const some = fc.shuffledSubarray(plan.machines);
  fc.assert(
    fc.property(some, some, (machines, held) => {
      const parcel = structuredClone(packPlan({ ...plan, machines }, held));
      expect(unpackPlan(parcel, held)).toEqual({ ...plan, machines });
    }),
  );
});

test("machines that stand twice in a list, as no plan has them, are not counted from both ends", () => {
  if (first === undefined || third === undefined) throw new Error("T2 has more than two machines");
  const machines = [first, first];
  const parcel = packPlan({ ...plan, machines }, [first, third, first, first]);
  expect(unpackPlan(parcel, [first, third, first, first]).machines).toEqual(machines);
});

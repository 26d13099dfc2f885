import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { Machine } from "#lib/core/plan/machine.ts";
import { sampleMachine, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { commonValue, fieldChanges, knownValues } from "./common-value.ts";
import { FIELD_GROUPS } from "./machine-fields.ts";

const [first, second] = [sampleMachine(1, { zone: "a" }), sampleMachine(2, { zone: "b" })];

describe("several machines", () => {
  test("show what they share, lists and objects by their contents", () => {
    expect(commonValue([first, second], "disks")).toEqual({
      isMixed: false,
      value: [{ sizeGB: 100 }, { sizeGB: 500 }],
    });
    expect(commonValue([first, second], "kernel")).toEqual({ isMixed: false, value: undefined });
  });

  test("are mixed where they differ, also where one has nothing", () => {
    expect(commonValue([first, second], "zone")).toEqual({ isMixed: true });
    expect(commonValue([first, { ...second, kernel: "5.14" }], "kernel")).toEqual({ isMixed: true });
  });

  test("change together in one edit", () => {
    const plan = samplePlan(3);
    const changes = fieldChanges(plan.machines.slice(0, 2), "kernel", "5.14");
    const outcome = applyEdit(plan, { type: "setMachines", changes: [...(changes ?? [])] });
    expect(outcome.ok && outcome.plan.machines.map(({ kernel }) => kernel)).toEqual(["5.14", "5.14", undefined]);
  });

  test("a field that a machine must have cannot be emptied, others can", () => {
    expect(fieldChanges([first], "hostname", undefined)).toBeNull();
    expect(fieldChanges([first], "zone", undefined)).toEqual([{ machineId: "m1", set: {}, clear: ["zone"] }]);
    expect(fieldChanges([first], "sshPort", 70_000)).toBeNull();
  });
});

test("known values are offered once, in order", () => {
  expect(knownValues([second, first, second], "zone")).toEqual(["a", "b"]);
});

test("every field of a machine has its place in the inspector", () => {
  const own = ["id", "order", "hostname", "ips", "roles", "areRolesInferred", "cpuCores", "memoryMiB", "disks"];
  const others = ["specText", "diskLayout", "remark"];
  const shown = [...own, ...others, ...FIELD_GROUPS.flatMap(({ fields }) => fields)];
  expect(shown.toSorted()).toEqual([...Machine.keyof().options].toSorted());
});

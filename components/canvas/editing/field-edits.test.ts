import { describe, expect, test } from "vitest";
import { sampleMachine, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { addressEdit, addressSeriesEdit, hostNameEdit, specEdit } from "./field-edits.ts";

const machine = sampleMachine(1, { ips: ["10.0.0.2", "192.168.0.2"] });

describe("a field typed in place", () => {
  test("a new name is a change, the old one is none", () => {
    expect(hostNameEdit(machine, " host1 ")).toEqual({ ok: true, edit: null });
    expect(hostNameEdit(machine, "k8s-w1")).toMatchObject({ edit: { changes: [{ set: { hostname: "k8s-w1" } }] } });
  });

  test("the primary address is replaced, the others stay", () => {
    expect(addressEdit(machine, "10.0.0.9")).toMatchObject({
      edit: { changes: [{ set: { ips: ["10.0.0.9", "192.168.0.2"] } }] },
    });
  });

  test("the first address of a masked machine settles its range", () => {
    const masked = sampleMachine(2, { ips: [], ipToAssignIn: "172.30.15.0/24" });
    expect(addressEdit(masked, "172.30.15.8")).toMatchObject({
      edit: { changes: [{ set: { ips: ["172.30.15.8"] }, clear: ["ipToAssignIn"] }] },
    });
  });

  test("a size that cannot be read names the bad part and offers what was meant", () => {
    expect(specEdit(["m1"], "8*32*500")).toMatchObject({ ok: false, refusal: { suggestion: "8C-32G-500G" } });
    expect(specEdit(["m1"], "8核32G150G")).toMatchObject({
      ok: true,
      edit: { type: "setSpec", spec: { cpuCores: 8 } },
    });
  });

  test("an empty size makes it unknown, not zero", () => {
    expect(specEdit(["m1"], " ")).toMatchObject({
      edit: { changes: [{ set: { disks: [] }, clear: ["cpuCores", "memoryMiB", "specText"] }] },
    });
  });
});

describe("a series of addresses", () => {
  const base = samplePlan(5);
  const plan = { ...base, options: { network: { nodeCidrs: ["10.0.0.0/28"] } } };

  test("goes over the machines in their order", () => {
    const series = addressSeriesEdit(plan, plan.machines.slice(0, 3), "10.0.0.9");
    expect(series).toMatchObject({ outside: [], conflicts: [] });
    expect(series?.edit).toMatchObject({
      changes: ["10.0.0.9", "10.0.0.10", "10.0.0.11"].map((ip) => ({ set: { ips: [ip] } })),
    });
  });

  test("says which addresses others have and which lie outside", () => {
    expect(addressSeriesEdit(plan, plan.machines.slice(0, 2), "10.0.0.4")?.conflicts).toEqual(["10.0.0.4", "10.0.0.5"]);
    expect(addressSeriesEdit(plan, plan.machines.slice(0, 2), "10.0.0.14")?.outside).toEqual(["host2"]);
    expect(addressSeriesEdit(plan, plan.machines.slice(0, 2), "10.0.0.x")).toBeNull();
  });
});

import { expect, test } from "vitest";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { openPoints } from "./open-points.ts";

function machine(hostname: string, fields: Partial<Machine> = {}): Machine {
  return {
    id: hostname,
    order: 1,
    hostname,
    ips: ["10.0.0.1"],
    roles: ["worker"],
    cpuCores: 8,
    memoryMiB: 32_768,
    disks: [{ sizeGB: 100 }],
    ...fields,
  };
}

const withVip = (machines: Machine[]) => ({
  ...blankPlan("prod"),
  machines,
  endpoints: [{ id: "api", audience: "nodes" as const, vips: ["10.0.0.9"], port: 6443, lb: { kind: "none" as const } }],
});

test("a blank plan waits for nothing", () => {
  expect(openPoints(blankPlan("prod"))).toEqual([]);
});

test("a finished plan waits for nothing", () => {
  expect(openPoints(withVip([machine("w1")]))).toEqual([]);
});

test.each([
  ["addresses", { ips: [] }],
  ["inferred", { areRolesInferred: true }],
  ["noRoles", { roles: [] }],
  ["specs", { disks: [] }],
] as const)("%s are counted with the machines they concern", (kind, fields) => {
  const points = openPoints(withVip([machine("w1"), machine("w2", { ...fields } as Partial<Machine>)]));
  expect(points).toEqual([{ kind, count: 1, machines: [{ id: "w2", hostname: "w2" }] }]);
});

test("machines without any API address leave it to be decided", () => {
  expect(openPoints({ machines: [machine("w1")], endpoints: [] }).map(({ kind }) => kind)).toEqual(["noEndpoint"]);
});

test("only the first six machines are named", () => {
  const many = Array.from({ length: 9 }, (_, at) => machine(`w${at}`, { ips: [] }));
  expect(openPoints(withVip(many))[0]).toMatchObject({ count: 9, machines: { length: 6 } });
});

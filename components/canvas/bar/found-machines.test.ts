import { expect, test } from "vitest";
import { sampleMachine } from "#lib/testing/plans/sample-plan.ts";
import { foundMachines } from "./found-machines.ts";

const machines = [
  sampleMachine(1, { hostname: "k8s-master1", remark: "控制平面 + etcd" }),
  sampleMachine(2, { hostname: "k8s-worker1", ips: ["172.30.15.21"] }),
  sampleMachine(3, { hostname: "k8s-worker2", ips: ["172.30.15.22"] }),
];

test.each([
  ["worker", ["k8s-worker1", "k8s-worker2"]],
  ["WORKER 15.22", ["k8s-worker2"]],
  ["etcd", ["k8s-master1"]],
  ["控制", ["k8s-master1"]],
  ["  ", []],
  ["nobody", []],
])("“%s” finds %j", (query, names) => {
  expect(foundMachines(machines, query).map(({ hostname }) => hostname)).toEqual(names);
});

import { expect, test } from "vitest";
import type { Connection } from "#lib/core/connection/connection.ts";
import { tasksOf } from "./tasks.ts";

const connection = (members: readonly string[]): Connection => ({
  api: { address: "10.0.0.10:6443", trust: { kind: "none" }, serverName: null },
  masters: [],
  etcd: { members: members.map((address) => ({ machineId: null, address })), trust: { kind: "none" } },
  balancers: [],
  vipSlbUrl: null,
  pollSeconds: 5,
  isInCluster: false,
  mayUseLoopback: false,
});

test("members at their usual port are asked for both of their certificates, at another port only for the one there", () => {
  const tasks = tasksOf(connection(["10.0.0.11:2379", "[fd00::12]:2379", "10.0.0.13:4001"]));
  const asked = tasks.filter(({ probe, access }) => probe === "certificate" && access === "etcd");
  expect(asked.map(({ target }) => `${target.name} ${target.address}`)).toEqual([
    "10.0.0.11 10.0.0.11:2379",
    "10.0.0.11 10.0.0.11:2380",
    "fd00::12 [fd00::12]:2379",
    "fd00::12 [fd00::12]:2380",
    "10.0.0.13 10.0.0.13:4001",
  ]);
});

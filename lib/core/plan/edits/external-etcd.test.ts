import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { Edit } from "#lib/core/plan/edit.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { externalEtcdEdit, stackedEtcdEdit } from "./external-etcd.ts";

const mintId = (index: number) => `new-${index}`;
const applied = (plan: Plan, edit: Edit) => {
  const outcome = applyEdit(plan, Edit.parse(edit));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
};
const members = ({ machines }: Plan) => machines.filter(({ roles }) => roles.includes("etcd"));
const external = (plan: Plan) => applied(plan, externalEtcdEdit(plan, mintId));
const stacked = (plan: Plan) => applied(plan, stackedEtcdEdit(plan));

describe("from stacked to external", () => {
  const plan = templatePlan("T2b", "demo");
  const after = external(plan);

  test("adds a host for each member, beside its master, right behind the masters", () => {
    expect(after.options.etcd?.topology).toBe("external");
    expect(after.machines.slice(4, 9).map(({ hostname }) => hostname)).toEqual([
      "k8s-master3",
      "k8s-etcd1",
      "k8s-etcd2",
      "k8s-etcd3",
      "k8s-worker1",
    ]);
    const [first] = members(after);
    expect(first).toMatchObject({
      id: "new-0",
      ips: [],
      ipToAssignIn: "172.30.15.0/24",
      rack: "r1",
      os: "Ubuntu",
      roles: ["etcd"],
    });
    expect(first).not.toHaveProperty("hypervisor");
    expect(first && specOf(first)).toBe("4C-16G-50G+100G");
    expect(first?.disks[1]).toEqual({ sizeGB: 100, kind: "nvme", purpose: "etcd" });
  });

  test("leaves the masters without etcd and everything else alone", () => {
    expect(members(after).map(({ id }) => id)).toEqual(["new-0", "new-1", "new-2"]);
    expect(after.machines.filter(({ id }) => !id.startsWith("new-")).map(({ roles, ...rest }) => rest)).toEqual(
      plan.machines.map(({ roles, ...rest }) => rest),
    );
  });

  test("is taken back by the reverse edit", () => {
    expect(stacked(after)).toEqual(plan);
  });

  test("keeps the zone in the name and forgets times measured between the masters", () => {
    const zones = external(templatePlan("T5", "zones"));
    expect(members(zones).map(({ hostname, zone, ipToAssignIn }) => `${hostname} ${zone} ${ipToAssignIn}`)).toEqual([
      "etcd-a1 a 10.41.0.0/24",
      "etcd-b1 b 10.42.0.0/24",
      "etcd-c1 c 10.43.0.0/24",
    ]);
    expect(zones.options.etcd).not.toHaveProperty("rttMs");
    expect(zones.options.etcd).toMatchObject({ heartbeatMs: 100, electionMs: 1000 });
  });
});

test("names without a word for master, and names that are taken, stay unique", () => {
  const names = ["db1.example.com", "k8s-master1", "k8s-etcd1"];
  const machines = names.map((hostname, order) => ({
    id: hostname,
    order,
    hostname,
    ips: [],
    roles: order < 2 ? ["control-plane" as const, "etcd" as const] : ["worker" as const],
    disks: [],
  }));
  const added = members(external({ ...blankPlan("p"), machines })).map(({ hostname }) => hostname);
  expect(added).toEqual(["db1-etcd.example.com", "k8s-etcd1-2"]);
});

test("a plan without machines gets three etcd hosts, one with etcd hosts gets none", () => {
  expect(members(external(blankPlan("p"))).map(({ hostname }) => hostname)).toEqual(["etcd1", "etcd2", "etcd3"]);
  const already = templatePlan("T4", "demo");
  expect(external(already)).toEqual(already);
});

test("back to stacked keeps hosts with other roles and the etcd of events", () => {
  const plan = templatePlan("T6", "large");
  const machines = plan.machines.map((each) =>
    each.id === "etcd5" ? { ...each, roles: ["etcd" as const, "infra" as const] } : each,
  );
  const after = stacked({ ...plan, machines });
  expect(members(after).map(({ id }) => id)).toEqual([
    "master1",
    "master2",
    "master3",
    "master4",
    "master5",
    "etcd-ev1",
    "etcd-ev2",
    "etcd-ev3",
  ]);
  expect(after.machines.find(({ id }) => id === "etcd5")?.roles).toEqual(["infra"]);
  expect(after.machines.some(({ id }) => id === "etcd1")).toBe(false);
});

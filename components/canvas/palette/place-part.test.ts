import { describe, expect, test } from "vitest";
import type { Tool } from "#components/canvas/canvas-state.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { withKind } from "./new-endpoint.ts";
import { ENDPOINT_KINDS, MACHINE_PARTS, type PartId, partsFrom } from "./parts.ts";
import { type Placement, placePart } from "./place-part.ts";

const three = templatePlan("T3", "three racks");
const blank = blankPlan("blank");

function mint(prefix: string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${prefix}${last}`;
  };
}

function place(plan: Plan, tool: Partial<Tool> & { part: PartId }, at: Partial<Placement> = {}): Plan {
  const newId = mint("new");
  const cell = { lane: "workers", column: "b" } as const;
  const placement: Placement = { plan, domain: "rack", domains: ["a", "b", "c"], cell, newId, ...at };
  const { edit } = placePart({ count: 1, isAcrossDomains: false, addresses: "next-free", ...tool }, placement);
  if (edit === null) return plan;
  const outcome = applyEdit(plan, edit);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
}

const added = (plan: Plan, before: Plan) =>
  plan.machines.filter(({ id }) => !before.machines.some((old) => old.id === id));

describe("a worker put into a plan that has some", () => {
  const plan = place(three, { part: "worker", count: 3, isAcrossDomains: true });

  test("continues names and addresses, has the size of its peers, and stands behind them", () => {
    expect(added(plan, three).map(({ hostname, ips, cpuCores, roles }) => [hostname, ips[0], cpuCores, roles])).toEqual(
      [
        ["worker7", "10.20.1.37", 16, ["worker"]],
        ["worker8", "10.20.1.38", 16, ["worker"]],
        ["worker9", "10.20.1.39", 16, ["worker"]],
      ],
    );
    const names = plan.machines.map(({ hostname }) => hostname);
    expect(names.indexOf("worker7")).toBe(names.indexOf("worker6") + 1);
  });

  test("three across racks begin with the rack that was chosen", () => {
    expect(added(plan, three).map(({ rack }) => rack)).toEqual(["b", "c", "a"]);
  });

  test("addresses can wait: they are to be assigned in the range of the peers", () => {
    const [machine] = added(place(three, { part: "worker", addresses: "assign-later" }), three);
    expect(machine).toMatchObject({ ips: [], rack: "b" });
    expect(machine?.ipToAssignIn).toMatch(/^10\.20\./);
  });
});

describe("an empty plan", () => {
  test("a pair of load balancers brings its own virtual address, still to be given", () => {
    const plan = place(blank, { part: "slb-pair", count: 2 }, { domain: "none", domains: [] });
    expect(plan.machines.map(({ hostname }) => hostname)).toEqual(["k8s-slb1", "k8s-slb2"]);
    expect(plan.endpoints).toMatchObject([
      { vips: [], port: 6443, lb: { members: plan.machines.map(({ id }) => id) } },
    ]);
  });

  test("masters carry etcd unless etcd has machines of its own", () => {
    expect(place(blank, { part: "control-plane" }).machines[0]?.roles).toEqual(["control-plane", "etcd"]);
    const external = { ...blank, options: { etcd: { topology: "external" as const } } };
    expect(place(external, { part: "control-plane" }).machines[0]?.roles).toEqual(["control-plane"]);
  });

  test("two new pools have two names", () => {
    const once = place(blank, { part: "pool", count: 2 });
    const twice = place(once, { part: "pool", count: 2 }, { newId: mint("again") });
    expect([...new Set(twice.machines.map(({ pool }) => pool))]).toEqual(["pool-1", "pool-2"]);
  });
});

test("a third load balancer joins the endpoint that has members", () => {
  const before = templatePlan("T2b", "seed");
  const plan = place(before, { part: "lb" });
  expect(plan.endpoints).toHaveLength(before.endpoints.length);
  expect(JSON.stringify(plan.endpoints)).toContain("new1");
});

const everyPart = partsFrom(null).flatMap(({ parts }) => parts);

test.each(everyPart)("%s can be put into an empty plan and into a full one", (part) => {
  expect(() => place(blank, { part })).not.toThrow();
  expect(() => place(three, { part })).not.toThrow();
});

test("every machine part and every kind of load balancer is offered once, the chosen lane first", () => {
  expect(new Set(everyPart).size).toBe(everyPart.length);
  for (const { id } of MACHINE_PARTS) expect(everyPart).toContain(id);
  expect(partsFrom("workers")[0]?.lane).toBe("workers");
});

test.each(ENDPOINT_KINDS)("an endpoint switched to %s keeps its address and stays valid", (kind) => {
  for (const endpoint of three.endpoints) {
    const switched = withKind(three, endpoint, kind);
    expect(switched).toMatchObject({ id: endpoint.id, vips: endpoint.vips, lb: { kind } });
    expect(applyEdit(three, { type: "setEndpoint", endpoint: switched }).ok).toBe(true);
  }
});

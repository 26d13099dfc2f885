import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { optionOfSupport, removeEdit } from "./remove-edit.ts";

const plan = templatePlan("T3", "three racks");

function without(...ids: string[]) {
  const edit = removeEdit(plan, new Set(ids));
  const outcome = edit === null ? null : applyEdit(plan, edit);
  if (outcome === null || !outcome.ok) throw new Error("refused");
  return outcome.plan;
}

describe("Delete removes what is selected, in one step", () => {
  test("machines, and what named them forgets them", () => {
    const left = without("slb1", "worker1");
    expect(left.machines.map(({ id }) => id)).not.toContain("slb1");
    expect(JSON.stringify(left.endpoints)).not.toContain("slb1");
  });

  test("an endpoint together with a machine", () => {
    const [endpoint] = plan.endpoints;
    const left = without(`endpoint:${endpoint?.id}`, "worker1");
    expect(left.endpoints).toHaveLength(plan.endpoints.length - 1);
    expect(left.machines).toHaveLength(plan.machines.length - 1);
  });

  test("a service of the support lane", () => {
    expect(plan.options.backup).toBeDefined();
    expect(without("support:backup/1").options.backup).toBeUndefined();
  });

  test("one of several stores, and the option itself with the last one", () => {
    const [first] = plan.options.storage ?? [];
    if (first === undefined) throw new Error("T3 has storage");
    const two = { ...plan, options: { ...plan.options, storage: [first, { kind: "nfs" as const }] } };
    expect(removeEdit(two, new Set(["support:storage/1"]))).toEqual({
      type: "setOptions",
      set: { storage: [{ kind: "nfs" }] },
    });
    expect(removeEdit(plan, new Set(["support:storage/1"]))).toEqual({
      type: "setOptions",
      set: {},
      clear: ["storage"],
    });
  });

  test("nothing, when nothing of it is in the plan", () => {
    expect(removeEdit(plan, new Set(["gone"]))).toBeNull();
  });
});

test.each([
  ["support:dns/1", { key: "dnsServers", index: 0 }],
  ["support:network/3", { key: "networkElements", index: 2 }],
  ["support:weather/1", null],
  ["worker1", null],
])("%s stands for %j", (id, option) => {
  expect(optionOfSupport(id)).toEqual(option);
});

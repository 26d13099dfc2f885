import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { readTable, SEED_TABLE } from "#lib/testing/import-samples.ts";
import { sampleMachine, samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { importEdit } from "./import-edit.ts";
import { matchMachines } from "./match-machines.ts";

const draft = (fields: Partial<Machine>): Machine => ({
  id: "draft",
  order: 1,
  hostname: "",
  ips: [],
  roles: [],
  disks: [],
  ...fields,
});
const choice = (leftOut: readonly number[] = []) => {
  let count = 0;
  return {
    leftOut: new Set(leftOut),
    mintId: () => {
      count += 1;
      return `minted${count}`;
    },
  };
};

function applied(plan: Plan, drafts: readonly Machine[], leftOut: readonly number[] = []): Plan {
  const { edit } = importEdit(plan, drafts, choice(leftOut));
  if (edit === null) return plan;
  const outcome = applyEdit(plan, edit);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
}

describe("a machine of a table is", () => {
  const plan = samplePlan(3);

  const cases: readonly (readonly [string, Partial<Machine>, string, string | null])[] = [
    ["new when nobody has its name or address", { hostname: "host9", ips: ["10.9.9.9"] }, "create", null],
    ["known by its name, whatever its case", { hostname: "HOST2", ips: [] }, "update", "name"],
    ["known by its address when the name is new", { hostname: "renamed", ips: ["10.0.0.3"] }, "update", "ip"],
    ["unchanged when the table says what the plan knows", { hostname: "host2", cpuCores: 8 }, "unchanged", "name"],
    ["unchanged when the table leaves cells blank", { hostname: "host2" }, "unchanged", "name"],
    [
      "unchanged when its roles are only guessed",
      { hostname: "host2", roles: ["storage"], areRolesInferred: true },
      "unchanged",
      "name",
    ],
    ["changed by another remark", { hostname: "host2", remark: "x" }, "update", "name"],
  ];
  test.each(cases)("%s", (_name, fields, kind, matchedBy) => {
    expect(matchMachines(plan, [draft(fields)])).toMatchObject([{ kind, matchedBy }]);
  });

  test("never taken twice: the row that names it wins over the row with its address", () => {
    const rows = [draft({ hostname: "new", ips: ["10.0.0.3"] }), draft({ hostname: "host2" })];
    expect(matchMachines(plan, rows).map(({ kind, machineId }) => [kind, machineId])).toEqual([
      ["create", null],
      ["unchanged", "m2"],
    ]);
  });
});

describe("the edit of an import", () => {
  test("is one batch that adds behind the last machine and changes known ones, and one undo step", () => {
    const plan = samplePlan(2);
    const rows = [draft({ hostname: "host1", remark: "lb" }), draft({ hostname: "new1" }), draft({ hostname: "new2" })];
    const { edit } = importEdit(plan, rows, choice());
    expect(edit).toMatchObject({ type: "batch", edits: [{ type: "setMachines" }, { type: "addMachines" }] });
    const outcome = applyEdit(plan, edit ?? { type: "renamePlan", name: "x" });
    if (!outcome.ok) throw new Error("refused");
    expect(outcome.plan.machines.map(({ id, order, hostname, remark }) => [id, order, hostname, remark])).toEqual([
      ["m1", 1, "host1", "lb"],
      ["m2", 2, "host2", undefined],
      ["minted1", 3, "new1", undefined],
      ["minted2", 4, "new2", undefined],
    ]);
    expect(applyEdit(outcome.plan, outcome.inverse)).toMatchObject({ ok: true, plan });
  });

  test("sets only what the table carries and never deletes", () => {
    const known = sampleMachine(1, {
      zone: "a",
      remark: "old",
      disks: [{ sizeGB: 100 }, { sizeGB: 500, kind: "ssd", purpose: "ceph" }],
    });
    const plan = { ...blankPlan("p"), machines: [known, sampleMachine(2)] };
    const result = applied(plan, [
      draft({ hostname: "host1", cpuCores: 16, disks: [{ sizeGB: 100 }, { sizeGB: 500 }] }),
    ]);
    expect(result.machines).toEqual([{ ...known, cpuCores: 16 }, sampleMachine(2)]);
  });

  test("an address ends the wish for one; a masked address does not take one away", () => {
    const waiting = sampleMachine(1, { ips: [], ipToAssignIn: "10.0.0.0/24" });
    const plan = { ...blankPlan("p"), machines: [waiting, sampleMachine(2)] };
    const rows = [
      draft({ hostname: "host1", ips: ["10.0.0.7"] }),
      draft({ hostname: "host2", ipToAssignIn: "10.0.0.0/24" }),
    ];
    const [first, second] = applied(plan, rows).machines;
    expect(first).toMatchObject({ ips: ["10.0.0.7"] });
    expect(first?.ipToAssignIn).toBeUndefined();
    expect(second).toEqual(sampleMachine(2));
  });

  test("rows left out stay out", () => {
    const rows = [draft({ hostname: "a" }), draft({ hostname: "b" })];
    expect(applied(blankPlan("p"), rows, [0]).machines.map(({ hostname }) => hostname)).toEqual(["b"]);
  });

  test("the same table twice changes nothing the second time", async () => {
    const { draft: first } = await readTable(SEED_TABLE, { fillDown: true });
    const plan = applied(blankPlan("p"), first.machines);
    const again = await readTable(SEED_TABLE, { fillDown: true });
    const second = importEdit(plan, again.draft.machines, choice());
    expect(second.edit).toBeNull();
    expect(second.matches.every(({ kind }) => kind === "unchanged")).toBe(true);
  });

  test("two machines can swap their addresses in one import", () => {
    const rows = [draft({ hostname: "host1", ips: ["10.0.0.3"] }), draft({ hostname: "host2", ips: ["10.0.0.2"] })];
    expect(applied(samplePlan(2), rows).machines.map(({ ips }) => ips)).toEqual([["10.0.0.3"], ["10.0.0.2"]]);
  });
});

import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { twoZones } from "#lib/testing/plans/two-zones.ts";
import { nextDomainNames } from "./domain-names.ts";
import { outcomeOf } from "./judge.ts";

const IDS = ["T1", "T2", "T2b", "T3", "T4", "T5", "T6"] as const;
const PLANS = [...IDS.map((id) => templatePlan(id, id)), twoZones()];

describe.each(PLANS)("the candidates of $name", (plan) => {
  const { candidates } = analyse(plan);

  test("can each be applied, and then give what they promise", () => {
    for (const { edit, after, service, code } of candidates) {
      const applied = edit === null ? null : applyEdit(plan, edit);
      expect(applied?.ok, code).toBe(true);
      if (applied?.ok === true) expect(outcomeOf(applied.plan, service), code).toEqual(after);
    }
  });

  test("bring new machines with names and ids of their own and addresses to be assigned", () => {
    const known = new Set(plan.machines.map(({ id }) => id));
    for (const { edit, newMachines, code } of candidates) {
      const applied = edit === null ? null : applyEdit(plan, edit);
      if (applied?.ok !== true) continue;
      const added = applied.plan.machines.filter(({ id }) => !known.has(id));
      if (code !== "second-network-unit") expect(added, code).toHaveLength(newMachines);
      expect(added.flatMap(({ ips }) => ips)).toEqual([]);
      expect(new Set(applied.plan.machines.map(({ hostname }) => hostname)).size).toBe(applied.plan.machines.length);
    }
  });

  test("never call a plan better that stops with fewer failures than before", () => {
    for (const { before, after, verdict, code } of candidates) {
      const was = new Map(before.levels.map(({ level, distance }) => [level, distance ?? Number.POSITIVE_INFINITY]));
      const isLower = after.levels.some(({ level, distance }) => (distance ?? 99) < (was.get(level) ?? 0));
      if (isLower) expect(verdict, code).not.toBe("better");
    }
  });

  test("are few, and none of them twice", () => {
    expect(candidates.length).toBeLessThanOrEqual(24);
    expect(new Set(candidates.map(({ service, edit }) => JSON.stringify([service, edit]))).size).toBe(
      candidates.length,
    );
  });

  test("always show what one member more would do", () => {
    const one = candidates.filter(({ edit }) => edit?.type === "addMachines" && edit.machines.length === 1);
    expect(one).toContainEqual(expect.objectContaining({ verdict: "worse", reason: "even-members" }));
  });
});

describe("names of new domains", () => {
  test.each([
    [["za", "zb"], "zc"],
    [["a", "b"], "c"],
    [["rack-09", "rack-10"], "rack-11"],
    [["h1", "h2", "h9"], "h10"],
    [["一号楼", "二号楼"], "zone-1"],
    [["cn-north-1a", "cn-north-1b"], "cn-north-1c"],
    [["z"], "zone-1"],
    [[], "zone-1"],
  ])("after %j comes %s", (taken, next) => {
    expect(nextDomainNames(taken, "zone", 1)).toEqual([next]);
  });

  test("never repeat a taken one", () => {
    expect(nextDomainNames(["b", "a"], "zone", 3)).toEqual(["c", "d", "e"]);
    expect(nextDomainNames(["zone-2", "x"], "zone", 2)).not.toContain("zone-2");
  });
});

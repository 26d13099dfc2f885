import { describe, expect, test } from "vitest";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { Analysis } from "#lib/core/survive/analysis.ts";
import { twoZones } from "#lib/testing/plans/two-zones.ts";
import { reportText } from "./report.ts";

const TEMPLATES = ["T1", "T2", "T2b", "T3", "T4", "T5", "T6"] as const;
const PLANS = [...TEMPLATES.map((id) => templatePlan(id, id)), twoZones()];

describe("what the engine says of a plan", () => {
  test.each(PLANS)("$name reads as in its golden file", async (plan) => {
    const analysis = analyse(plan);
    await expect(reportText(plan, analysis)).toMatchFileSnapshot(`__golden__/${plan.name}.txt`);
  });

  test.each(PLANS)("$name survives the way through JSON and its schema", (plan) => {
    const analysis = analyse(plan);
    expect(Analysis.parse(JSON.parse(JSON.stringify(analysis)))).toEqual(analysis);
  });

  test("the same plan gets the same answer", () => {
    const plan = templatePlan("T4", "T4");
    expect(analyse(structuredClone(plan))).toEqual(analyse(plan));
  });
});

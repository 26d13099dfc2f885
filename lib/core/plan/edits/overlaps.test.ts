import { expect, test } from "vitest";
import type { Change } from "#lib/core/plan/edit.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { applyChanges, diffPlans, findOverlaps } from "./changes.ts";

const change = (path: string, before?: unknown, after?: unknown): Change => ({ path, before, after });
const whole = { id: "m1", order: 1, hostname: "a", ips: ["10.0.0.1"], roles: [], disks: [] };

test.each<[string, Change[], Change[], unknown[]]>([
  [
    "the same field with two values",
    [change("machines/m1/hostname", "a", "mine")],
    [change("machines/m1/hostname", "a", "theirs")],
    [{ path: "machines/m1/hostname", base: "a", theirs: "theirs", yours: "mine" }],
  ],
  [
    "several edits of theirs in a row",
    [change("name", "a", "mine")],
    [change("name", "a", "b"), change("name", "b", "c")],
    [{ path: "name", base: "a", theirs: "c", yours: "mine" }],
  ],
  [
    "a field that they dropped",
    [change("machines/m1/zone", "a", "b")],
    [change("machines/m1/zone", "a")],
    [{ path: "machines/m1/zone", base: "a", theirs: undefined, yours: "b" }],
  ],
  [
    "a field of a machine that they removed",
    [change("machines/m1/hostname", "a", "mine")],
    [change("machines/m1", whole)],
    [{ path: "machines/m1/hostname", base: "a", theirs: undefined, yours: "mine" }],
  ],
  [
    "a machine of mine that goes while they change two of its fields",
    [change("machines/m1", whole)],
    [
      change("machines/m1/hostname", "a", "b"),
      change("machines/m1/zone", undefined, "z"),
      change("machines/m2/zone", "x", "y"),
    ],
    [
      { path: "machines/m1/hostname", base: "a", theirs: "b", yours: undefined },
      { path: "machines/m1/zone", base: undefined, theirs: "z", yours: undefined },
    ],
  ],
  [
    "an endpoint changed by both",
    [change("endpoints/api", 1, 2)],
    [change("endpoints/api", 1, 3)],
    [{ path: "endpoints/api", base: 1, theirs: 3, yours: 2 }],
  ],
  ["two fields of one machine", [change("machines/m1/zone", "a", "b")], [change("machines/m1/rack", "a", "b")], []],
  [
    "the same field of two machines",
    [change("machines/m1/zone", "a", "b")],
    [change("machines/m2/zone", "a", "c")],
    [],
  ],
  ["machines whose ids begin alike", [change("machines/m1", whole)], [change("machines/m10/zone", "a", "b")], []],
  ["the same new value", [change("name", "a", "b")], [change("name", "a", "b")], []],
  ["a machine that both removed", [change("machines/m1", whole)], [change("machines/m1", whole)], []],
  [
    "what they took back themselves",
    [change("name", "a", "b")],
    [change("name", "a", "c"), change("name", "c", "a")],
    [],
  ],
])("%s", (_, mine, theirs, overlaps) => {
  expect(findOverlaps(mine, theirs)).toEqual(overlaps);
});

test("a change of a machine that is gone is passed over", () => {
  const plan = blankPlan("p");
  expect(applyChanges(plan, [change("machines/ghost/zone", undefined, "a")])).toBe(plan);
});

test("the difference of two plans is told field by field", () => {
  const before = templatePlan("T2b", "demo");
  const machines = before.machines.map((each) => (each.id === "k8s-slb1" ? { ...each, zone: "z", cpuCores: 4 } : each));
  const after = { ...before, name: "other", machines: machines.slice(0, -1), options: { environment: "lab" as const } };
  expect(
    diffPlans(before, { ...after, options: { ...before.options, environment: "lab" } }).map(({ path }) => path),
  ).toEqual([
    "machines/k8s-worker3",
    "machines/k8s-slb1/cpuCores",
    "machines/k8s-slb1/zone",
    "options/environment",
    "name",
  ]);
});

import { expect, test } from "vitest";
import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { marksOf } from "./marks.ts";

function sources(plan: Plan) {
  return { analysis: analyse(plan), plan, scene: layout(plan, defaultView(plan)) };
}

test("a zone marks every machine that stands in it", () => {
  const plan = templatePlan("T5", "zones");
  const inZone = plan.machines.filter(({ zone }) => zone === "a").length;
  expect(marksOf(["zone:a"], sources(plan))).toMatchObject({ machines: inZone, rects: { length: inZone } });
});

test("a process marks the machine that it runs on", () => {
  const plan = templatePlan("T2", "seed");
  const both = marksOf(["process:k8s-master1/etcd", "machine:k8s-master1"], sources(plan));
  expect(both).toMatchObject({ machines: 1, rects: { length: 1 } });
});

test("a rack that nobody gave marks all machines that may share it", () => {
  const plan = templatePlan("T2", "seed");
  const { analysis } = sources(plan);
  const assumed = analysis.elements.find(({ kind, isAssumed }) => kind === "rack" && isAssumed);
  expect(marksOf([assumed?.id ?? ""], sources(plan)).machines).toBe(plan.machines.length);
});

test("one cell of a heat grid is marked for one of a thousand workers", () => {
  const plan = templatePlan("T6", "large");
  const worker = plan.machines.find(({ roles }) => roles.includes("worker"));
  const { rects } = marksOf([`machine:${worker?.id}`], sources(plan));
  expect(rects).toHaveLength(1);
  expect(rects[0]?.width).toBeLessThan(40);
});

test("a segment marks the endpoint that depends on it", () => {
  const plan = templatePlan("T2", "seed");
  const all = sources(plan);
  const segment = all.analysis.elements.find(({ kind }) => kind === "segment");
  expect(marksOf([segment?.id ?? ""], all)).toMatchObject({ machines: 0, rects: { length: 1 } });
});

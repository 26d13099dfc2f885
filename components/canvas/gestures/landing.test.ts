import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { dropEdit } from "#lib/core/scene/drop.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { landingAt, landingHere, landingTowards } from "./landing.ts";

const plan = templatePlan("T3", "three racks");
const scene = layout(plan, { ...defaultView(plan), domain: "rack" });

function centreOf(id: string) {
  const rect = scene.nodes.find((placed) => placed.id === id)?.rect;
  if (rect === undefined) throw new Error(`no ${id}`);
  return { x: rect.x + 1, y: rect.y + rect.height / 2 };
}

function racksAfter(id: string, landing: ReturnType<typeof landingAt>) {
  const edit = landing === null ? null : dropEdit(plan, scene, [id], landing);
  const outcome = edit === null ? null : applyEdit(plan, edit);
  if (outcome === null || !outcome.ok) return null;
  return outcome.plan.machines.filter(({ rack }) => rack === landing?.column).map(({ hostname }) => hostname);
}

describe("a drag", () => {
  test("onto a machine of another rack puts the dragged one in front of it", () => {
    const landing = landingAt(scene, ["worker1"], centreOf("worker2"));
    expect(landing).toMatchObject({
      column: "b",
      beforeMachineId: "worker2",
      front: scene.nodes.find(({ id }) => id === "worker2")?.rect,
    });
    const rackB = racksAfter("worker1", landing) ?? [];
    expect(rackB.indexOf("worker1")).toBe(rackB.indexOf("worker2") - 1);
  });

  test("never turns a worker into a master", () => {
    expect(landingAt(scene, ["worker1"], centreOf("master2"))).toBeNull();
  });

  test("beside the drawing lands nowhere", () => {
    expect(landingAt(scene, ["worker1"], { x: -50, y: -50 })).toBeNull();
  });
});

describe("moving by keys", () => {
  const here = landingHere(scene, ["worker1"]);

  test("begins where the machine stands and goes through the racks, not beyond them", () => {
    if (here === null) throw new Error("no landing");
    expect(here.column).toBe("a");
    const right = landingTowards(scene, ["worker1"], { at: here, go: "right" });
    expect(right.column).toBe("b");
    expect(landingTowards(scene, ["worker1"], { at: here, go: "left" })).toBe(here);
    expect(racksAfter("worker1", right)).toContain("worker1");
  });

  test("up goes in front of the machine above, down back to the end", () => {
    if (here === null) throw new Error("no landing");
    const up = landingTowards(scene, ["worker1"], { at: here, go: "up" });
    expect(up.beforeMachineId).toBe("worker4");
    expect(landingTowards(scene, ["worker1"], { at: up, go: "down" }).beforeMachineId).toBeNull();
  });
});

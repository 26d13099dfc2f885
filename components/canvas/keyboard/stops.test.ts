import { describe, expect, test } from "vitest";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { cellsOf, laneEnd, type Stop, stopsOf, stopTowards } from "./stops.ts";

const plan = templatePlan("T3", "three racks");
const scene = layout(plan, { ...defaultView(plan), domain: "rack" });
const stops = stopsOf(scene);

function stop(id: string): Stop {
  const found = stops.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no stop ${id}`);
  return found;
}

describe("walking through the drawing", () => {
  test("every part, every title and every cell can be reached, each once", () => {
    const expected = scene.nodes.length + scene.lanes.length + scene.columns.length + cellsOf(scene).length;
    expect(stops).toHaveLength(expected);
    expect(new Set(stops.map(({ id }) => id)).size).toBe(expected);
  });

  test("arrow keys alone reach every machine from any of them", () => {
    const machines = plan.machines.map(({ id }) => id);
    const seen = new Set([machines[0] ?? ""]);
    const queue = [...seen];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      for (const direction of ["left", "right", "up", "down"] as const) {
        const next = stopTowards(stops, stop(id), direction);
        if (next === null || seen.has(next.id)) continue;
        seen.add(next.id);
        queue.push(next.id);
      }
    }
    expect(machines.filter((id) => !seen.has(id))).toEqual([]);
  });

  test("the lane's title is read before its machines and the “+” of a domain after them", () => {
    const order = stops.map(({ id }) => id);
    expect(order.indexOf("lane:workers")).toBeLessThan(order.indexOf("worker1"));
    expect(order.indexOf("worker4")).toBeLessThan(order.indexOf("cell:workers/a"));
    expect(order.indexOf("cell:workers/a")).toBeLessThan(order.indexOf("worker2"));
  });

  test("Home and End stay in the lane and leave out its titles and “+” buttons", () => {
    expect(laneEnd(stops, stop("master2"), "first").id).toBe("master1");
    expect(laneEnd(stops, stop("master2"), "last").id).toBe("master3");
  });
});

describe("an empty plan", () => {
  const empty = layout(blankPlan("empty"), defaultView(blankPlan("empty")));

  test("has a “+” to begin with, inside its cell and clear of the title", () => {
    const cells = cellsOf(empty);
    expect(cells.map(({ lane }) => lane)).toEqual(empty.lanes.map(({ id }) => id));
    for (const { rect, button } of cells) {
      expect(button.x).toBeGreaterThan(rect.x);
      expect(button.y + button.height).toBeLessThan(rect.y + rect.height);
    }
  });
});

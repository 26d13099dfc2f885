import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import type { GridNode } from "#lib/core/scene/scene.ts";
import { samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { gridCellRect, gridIndexAt, machinesInBox, spotOf } from "./hit.ts";
import { boundsOf, contains, rectBetween } from "./rects.ts";

const plan = samplePlan(500);
const scene = layout(plan, defaultView(plan));
const grid = scene.nodes.find((placed): placed is GridNode => placed.kind === "grid");
if (grid === undefined) throw new Error("500 workers make a heat-grid");

describe("a heat-grid", () => {
  test("the pointer in a cell finds the machine of that cell", () => {
    fc.assert(
      fc.property(fc.nat(grid.machineIds.length - 1), (index) => {
        const { x, y, width, height } = gridCellRect(grid, index);
        const inside = { x: x + width / 2 - grid.rect.x, y: y + height / 2 - grid.rect.y };
        expect(gridIndexAt(grid, inside)).toBe(index);
      }),
    );
  });

  test.each([
    ["left of it", { x: -1, y: 5 }],
    ["above it", { x: 5, y: -1 }],
    ["below the last row", { x: 5, y: grid.rect.height + grid.cell }],
    ["right of the last column", { x: grid.columns * (grid.cell + grid.gap) + 1, y: 5 }],
  ])("%s there is no machine", (_, point) => {
    expect(gridIndexAt(grid, point)).toBeNull();
  });

  test("a box takes exactly the cells it touches", () => {
    const first = gridCellRect(grid, 0);
    const box = rectBetween(
      { x: first.x + 2 * (grid.cell + grid.gap) - 2, y: first.y + 1 },
      { x: first.x + 1, y: first.y + 2 },
    );
    expect(machinesInBox(scene, box)).toEqual(grid.machineIds.slice(0, 2));
  });

  test("find leads to the cell of a machine", () => {
    const id = grid.machineIds[17] ?? "";
    expect(spotOf(scene, id)).toEqual({ stopId: grid.id, rect: gridCellRect(grid, 17), index: 17 });
  });
});

test("a machine of a folded pool is found at the pool's header", () => {
  const folded = layout(plan, { ...defaultView(plan), collapsedPools: ["role:worker"] });
  const header = folded.nodes.find(({ kind }) => kind === "pool");
  expect(spotOf(folded, "m3")).toEqual({ stopId: header?.id, rect: header?.rect, index: null });
  expect(spotOf(folded, "nobody")).toBeNull();
});

test("the bounds of rectangles hold all of their corners", () => {
  const rect = fc.record({ x: fc.integer(), y: fc.integer(), width: fc.nat(500), height: fc.nat(500) });
  fc.assert(
    fc.property(fc.array(rect, { minLength: 1 }), (rects) => {
      const bounds = boundsOf(rects);
      const roomy = bounds === null ? null : { ...bounds, width: bounds.width + 1, height: bounds.height + 1 };
      for (const { x, y, width, height } of rects) {
        expect(roomy !== null && contains(roomy, { x, y }) && contains(roomy, { x: x + width, y: y + height })).toBe(
          true,
        );
      }
    }),
  );
  expect(boundsOf([])).toBeNull();
});

import { expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { stageNodes } from "./stage-nodes.ts";

const plan = templatePlan("T3", "three racks");
const view = defaultView(plan);

test("one renamed machine is one new card; all others stay the very same objects", () => {
  const before = stageNodes(layout(plan, view), []);
  const outcome = applyEdit(plan, {
    type: "setMachines",
    changes: [{ machineId: "worker3", set: { hostname: "worker33" } }],
  });
  if (!outcome.ok) throw new Error("refused");
  const after = stageNodes(layout(outcome.plan, view), before);
  expect(after.filter((node) => !before.includes(node)).map(({ id }) => id)).toEqual(["worker3"]);
});

test("every part has its size before the browser measures anything", () => {
  for (const node of stageNodes(layout(plan, view), [])) {
    expect(node).toMatchObject({ width: node.data.scene.rect.width, height: node.data.scene.rect.height });
  }
});

import type { Plan } from "#lib/core/plan/plan.ts";
import type { Rect, Scene, SceneNode } from "#lib/core/scene/scene.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { elementRefs } from "#lib/core/survive/words/names.ts";
import { machinesOn } from "#lib/core/survive/words/placement.ts";

export interface Marks {
  readonly rects: readonly Rect[];
  readonly machines: number;
}

/** Where the drawing has the machines and endpoints that elements stand for. */
export function marksOf(elementIds: readonly string[], { analysis, plan, scene }: MarkSources): Marks {
  const ref = elementRefs(analysis.elements);
  const machineIds = new Set(
    elementIds.flatMap((id) => machinesOn(ref(id), plan.machines).map((machine) => machine.id)),
  );
  const endpointIds = new Set(elementIds.map((id) => `endpoint:${id.slice(id.indexOf(":") + 1)}`));
  const rects = scene.nodes.flatMap((node) => rectsOf(node, machineIds, endpointIds));
  return { rects: rects.slice(0, RECTS_MAX), machines: machineIds.size };
}

function rectsOf(node: SceneNode, machineIds: ReadonlySet<string>, endpointIds: ReadonlySet<string>): readonly Rect[] {
  switch (node.kind) {
    case "machine":
      return machineIds.has(node.machineId) ? [node.rect] : [];
    case "grid":
      return node.machineIds.flatMap((id, at) => (machineIds.has(id) ? [cellRect(node, at)] : []));
    case "endpoint":
      return endpointIds.has(node.id) ? [node.rect] : [];
    case "pool":
      return node.form === "collapsed" && node.machineIds.some((id) => machineIds.has(id)) ? [node.rect] : [];
    case "clients":
    case "support":
      return [];
  }
}

/** More than this many outlines are one grey area on a small drawing. */
const RECTS_MAX = 1_000;

interface MarkSources {
  readonly analysis: Analysis;
  readonly plan: Plan;
  readonly scene: Scene;
}

function cellRect({ rect, columns, cell, gap }: Extract<SceneNode, { kind: "grid" }>, at: number): Rect {
  const step = cell + gap;
  return {
    x: rect.x + (at % columns) * step,
    y: rect.y + Math.floor(at / columns) * step,
    width: cell,
    height: cell,
  };
}

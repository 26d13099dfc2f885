import type { Node } from "reactflow";
import { sameValue } from "#lib/core/plan/edits/same.ts";
import type { Scene, SceneNode } from "#lib/core/scene/scene.ts";

export type StageNode = Node<{ scene: SceneNode }, SceneNode["kind"]>;

/**
 * React Flow nodes of a scene. A node whose part of the scene is unchanged comes back as the same object, so that
 * one edit renders one card again and not all of them.
 */
export function stageNodes(scene: Scene, before: readonly StageNode[]): StageNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return scene.nodes.map((placed) => {
    const old = known.get(placed.id);
    return old !== undefined && sameValue(old.data.scene, placed) ? old : toStageNode(placed);
  });
}

function toStageNode(placed: SceneNode): StageNode {
  const { x, y, width, height } = placed.rect;
  return {
    id: placed.id,
    type: placed.kind,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    // Without handles of its own React Flow draws every new node once, wherever it is, to look for them.
    handles: [],
    data: { scene: placed },
    // React Flow says "node" of a plain box; our own focusable element inside carries role and name.
    domAttributes: { "aria-roledescription": undefined },
  };
}

import { type ComponentType, memo } from "react";
import type { NodeProps } from "reactflow";
import { MachineNodeView } from "#components/canvas/machine/machine-node.tsx";
import type { StageNode } from "#components/canvas/stage/stage-nodes.ts";
import type { SceneNode } from "#lib/core/scene/scene.ts";
import { EndpointNodeView } from "./endpoint-node.tsx";
import { HeatGridView } from "./heat-grid.tsx";
import { PoolNodeView } from "./pool-header.tsx";
import { ClientsNodeView, SupportNodeView } from "./support-node.tsx";

type NodeView = ComponentType<NodeProps<StageNode>>;

/** One view per kind of scene node; each renders again only when its own part of the scene changed. */
export const NODE_VIEWS: Record<SceneNode["kind"], NodeView> = {
  machine: memo(MachineNodeView),
  pool: memo(PoolNodeView),
  grid: memo(HeatGridView),
  endpoint: memo(EndpointNodeView),
  support: memo(SupportNodeView),
  clients: memo(ClientsNodeView),
};

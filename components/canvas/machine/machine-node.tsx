import type { NodeProps } from "reactflow";
import type { StageNode } from "#components/canvas/stage/stage-nodes.ts";
import { MachineCard } from "./machine-card.tsx";
import { MachineChip } from "./machine-chip.tsx";

export function MachineNodeView({ data }: NodeProps<StageNode>) {
  const { scene } = data;
  if (scene.kind !== "machine") return null;
  return scene.form === "card" ? <MachineCard machine={scene} /> : <MachineChip machine={scene} />;
}

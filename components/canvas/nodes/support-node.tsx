import { Users } from "lucide-react";
import type { NodeProps } from "reactflow";
import type { StageNode } from "#components/canvas/stage/stage-nodes.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { FocusTarget } from "./focus-target.tsx";
import { SERVICE_ICONS } from "./service-icons.ts";

/** A service of the support lane: a dashed-free plain box, since dashes mean "cut" or "missing". */
export function SupportNodeView({ data }: NodeProps<StageNode>) {
  const words = useWords();
  const { scene } = data;
  if (scene.kind !== "support") return null;
  const Icon = SERVICE_ICONS[scene.service];
  return (
    <div
      data-support={scene.id}
      className="canvas-card relative flex size-full items-center gap-2 rounded-md border border-line bg-surface px-2 text-text text-xs"
    >
      <FocusTarget stopId={scene.id} selectionId={scene.id} label={words.spoken(scene)} />
      <Icon size={16} strokeWidth={1.75} aria-hidden className="pointer-events-none relative shrink-0 text-text-2" />
      <span className="pointer-events-none relative flex min-w-0 flex-col">
        <span className="canvas-name truncate font-medium">{words.service(scene.service)}</span>
        {scene.lines.map((line) => (
          <span key={line} className="canvas-detail truncate font-mono text-text-2">
            {line}
          </span>
        ))}
      </span>
    </div>
  );
}

/** kubectl, CI, users: one glyph, never machines. */
export function ClientsNodeView({ data }: NodeProps<StageNode>) {
  const words = useWords();
  const { scene } = data;
  if (scene.kind !== "clients") return null;
  return (
    <div className="relative flex size-full items-center justify-center gap-2 text-text-2 text-xs">
      <FocusTarget stopId={scene.id} selectionId={null} label={words.spoken(scene)} />
      <Users size={16} strokeWidth={1.75} aria-hidden className="pointer-events-none relative" />
      <span className="pointer-events-none relative">{words.lane("clients")}</span>
    </div>
  );
}

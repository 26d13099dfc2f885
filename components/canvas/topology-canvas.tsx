"use client";
import "./canvas.css";
import { memo, useCallback, useLayoutEffect, useRef, useState } from "react";
import { usePlanActions } from "#lib/query/plan-editor.tsx";
import { FindBar } from "./bar/find-bar.tsx";
import { ShownNote, Toolbar } from "./bar/toolbar.tsx";
import { KitContext } from "./canvas-kit.ts";
import { useCanvas } from "./canvas-state.ts";
import { useCommands } from "./gestures/use-commands.ts";
import { useStageHandlers } from "./gestures/use-stage-handlers.ts";
import { AddPanel } from "./palette/add-panel.tsx";
import { Palette } from "./palette/palette.tsx";
import { Stage } from "./stage/stage.tsx";
import { StageMenu } from "./stage/stage-menu.tsx";
import { type CanvasParts, useCanvasKit } from "./stage/use-canvas-kit.ts";
import { DomainContext } from "./use-words.ts";

interface TopologyCanvasProps {
  /** A block of cells was pasted: the import dialog takes it from here. */
  onPasteTable?: (text: string) => void;
  /** "Open in table" of a pool that is too large for cards; its machines are selected already. */
  onOpenInTable?: (machineIds: readonly string[]) => void;
  /** The person asked for the inspector by key: move the focus there. */
  onInspect?: () => void;
}

const ignore = () => undefined;

/** The topology of the open plan: looked at, walked through and changed. Needs `PlanEditorProvider` around it. */
export function TopologyCanvas({
  onPasteTable = ignore,
  onOpenInTable = ignore,
  onInspect = ignore,
}: TopologyCanvasProps) {
  return <Topology {...useStable({ onPasteTable, onOpenInTable, onInspect })} />;
}

type Wishes = Required<TopologyCanvasProps>;

/** Renders for the plan and the view alone, whatever the page around it does. */
const Topology = memo(function Topology(wishes: Wishes) {
  const frame = useRef<HTMLDivElement>(null);
  const { canEdit } = usePlanActions();
  const parts = useCanvasKit(frame);
  return (
    <KitContext value={parts.kitRef}>
      <DomainContext value={parts.scene.domain}>
        <div className="flex size-full min-h-0 min-w-0">
          {canEdit ? <Palette /> : null}
          <div className="flex min-w-0 flex-1 flex-col">
            <Toolbar view={parts.view} />
            <MeasuredStage parts={parts} frame={frame} canEdit={canEdit} wishes={wishes} />
          </div>
        </div>
        <LiveRegion />
      </DomainContext>
    </KitContext>
  );
});

interface MeasuredStageProps {
  parts: CanvasParts;
  frame: React.RefObject<HTMLDivElement | null>;
  canEdit: boolean;
  wishes: Wishes;
}

/** The opening camera depends on the width of the frame, so the stage waits for one measurement. */
function MeasuredStage({ parts, frame, canEdit, wishes }: MeasuredStageProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => setWidth(box.current?.clientWidth ?? 0), []);
  const commands = useCommands();
  const handlers = useStageHandlers(frame, commands, wishes);
  return (
    <div ref={box} className="relative min-h-0 flex-1">
      {width === null ? null : (
        <StageMenu commands={commands} onInspect={wishes.onInspect}>
          <Stage
            scene={parts.scene}
            frame={frame}
            frameWidth={width}
            canEdit={canEdit}
            handlers={handlers}
            onInit={parts.onInit}
            onSettled={parts.onSettled}
          >
            <ShownNote scene={parts.scene} />
            <FindBar scene={parts.scene} />
            {canEdit ? <AddPanel hasDomains={parts.scene.domain !== "none"} /> : null}
          </Stage>
        </StageMenu>
      )}
    </div>
  );
}

/** Callbacks of the page that never change identity, so that a new arrow function above renders nothing here. */
function useStable(wishes: Wishes): Wishes {
  const latest = useRef(wishes);
  useLayoutEffect(() => {
    latest.current = wishes;
  });
  const onPasteTable = useCallback((text: string) => latest.current.onPasteTable(text), []);
  const onOpenInTable = useCallback((ids: readonly string[]) => latest.current.onOpenInTable(ids), []);
  const onInspect = useCallback(() => latest.current.onInspect(), []);
  return { onPasteTable, onOpenInTable, onInspect };
}

function LiveRegion() {
  const announcement = useCanvas((state) => state.announcement);
  return (
    <div aria-live="polite" className="sr-only">
      {announcement}
    </div>
  );
}

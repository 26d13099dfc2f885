import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from "react";
import { type OnMove, ReactFlow, type ReactFlowInstance, ViewportPortal } from "reactflow";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import type { StageHandlers } from "#components/canvas/gestures/use-stage-handlers.ts";
import { CellButtons } from "#components/canvas/layers/cell-buttons.tsx";
import { EdgeLayer } from "#components/canvas/layers/edge-layer.tsx";
import { GestureLayer } from "#components/canvas/layers/gesture-layer.tsx";
import { MatrixLayer } from "#components/canvas/layers/matrix-layer.tsx";
import { NODE_VIEWS } from "#components/canvas/nodes/node-views.ts";
import type { Scene } from "#lib/core/scene/scene.ts";
import { lodAt, MAX_ZOOM, MIN_ZOOM, openingViewport } from "./camera.ts";
import { type StageNode, stageNodes } from "./stage-nodes.ts";

/** Above this many parts only those in the frame are drawn: it keeps panning smooth and costs a little at zooming. */
const CULL_FROM = 300;
/** Left is for boxes and drags; the middle button pans, as do Space with a drag, the wheel and a finger. */
const PAN_BUTTONS = [1];
const NO_EDGES: [] = [];

interface StageProps {
  scene: Scene;
  frame: RefObject<HTMLDivElement | null>;
  frameWidth: number;
  canEdit: boolean;
  handlers: StageHandlers;
  onInit: (flow: ReactFlowInstance<StageNode>) => void;
  onSettled: () => void;
  /** Panels over the drawing. */
  children: ReactNode;
}

/** The drawing in its frame: React Flow moves the camera and mounts the cards, everything else is ours. */
export function Stage({ scene, frame, frameWidth, canEdit, handlers, onInit, onSettled, children }: StageProps) {
  const t = useTranslations("canvas");
  const toolPart = useCanvas((state) => state.tool?.part);
  const nodes = useStageNodes(scene);
  const opening = useRef(openingViewport(scene, frameWidth));
  const onMove: OnMove = (_, { zoom }) => showDetail(frame.current, zoom);
  useEffect(() => showDetail(frame.current, opening.current.zoom), [frame]);
  return (
    <ReactFlow
      ref={frame}
      {...handlers}
      tabIndex={-1}
      aria-label={t("stage.name")}
      data-tool={toolPart}
      className={`canvas-stage bg-bg outline-none ${toolPart === undefined ? "" : "canvas-armed"}`}
      nodes={nodes}
      edges={NO_EDGES}
      nodeTypes={NODE_VIEWS}
      defaultViewport={opening.current}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      onInit={onInit}
      onMove={onMove}
      onMoveEnd={onSettled}
      onlyRenderVisibleElements={nodes.length > CULL_FROM}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      panOnScroll
      panOnDrag={PAN_BUTTONS}
      zoomOnDoubleClick={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
    >
      <ViewportPortal>
        <div className="absolute top-0 left-0 z-[-1]">
          <MatrixLayer scene={scene} />
          <EdgeLayer scene={scene} />
        </div>
        {canEdit ? <CellButtons scene={scene} /> : null}
        <GestureLayer />
      </ViewportPortal>
      {children}
    </ReactFlow>
  );
}

/** Level of detail as one attribute; the style sheet hides what it leaves out. */
function showDetail(frame: HTMLElement | null, zoom: number): void {
  const lod = lodAt(zoom);
  if (frame?.getAttribute("data-lod") !== lod) frame?.setAttribute("data-lod", lod);
}

function useStageNodes(scene: Scene): StageNode[] {
  const before = useRef<StageNode[]>([]);
  return useMemo(() => {
    before.current = stageNodes(scene, before.current);
    return before.current;
  }, [scene]);
}

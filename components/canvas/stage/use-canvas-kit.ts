import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ReactFlowInstance } from "reactflow";
import type { CanvasKit } from "#components/canvas/canvas-kit.ts";
import { resetCanvas, useCanvas } from "#components/canvas/canvas-state.ts";
import { overlaps } from "#components/canvas/gestures/rects.ts";
import { stopElement } from "#components/canvas/gestures/targets.ts";
import { type Stop, stopsOf } from "#components/canvas/keyboard/stops.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import type { Scene, View } from "#lib/core/scene/scene.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import { useViewState } from "#lib/query/view-state.ts";
import { type Camera, makeCamera } from "./camera.ts";
import type { StageNode } from "./stage-nodes.ts";
import { useSayLanding } from "./use-say-landing.ts";

/** What the person looks at; before they choose, the failure domain that suited the plan when it was opened. */
function useView(plan: Plan): View {
  const [opened] = useState(() => defaultView(plan));
  const domain = useViewState((state) => state.domain);
  const collapsedPools = useViewState((state) => state.collapsedPools);
  return useMemo(
    () => ({ ...opened, domain: domain ?? opened.domain, collapsedPools }),
    [opened, domain, collapsedPools],
  );
}

function togglePool(poolKey: string): void {
  const { collapsedPools, setPoolCollapsed } = useViewState.getState();
  setPoolCollapsed(poolKey, !collapsedPools.includes(poolKey));
}

function say(announcement: string): void {
  useCanvas.getState().patch({ announcement });
}

/** Posts an edit; a refusal is shown and spoken, and nothing changes. */
function usePost(): CanvasKit["post"] {
  const t = useTranslations("problems");
  const toast = useToast();
  const { edit } = usePlanActions();
  return useCallback(
    (wish: Edit, label?: string) => {
      const outcome = edit(wish, label);
      if (outcome.ok) return true;
      const text = outcome.problems.map(({ code, values }) => t(code, values)).join(" ");
      say(text);
      toast({ text, tone: "critical" });
      return false;
    },
    [t, toast, edit],
  );
}

export interface CanvasParts {
  readonly scene: Scene;
  readonly view: View;
  readonly kitRef: RefObject<CanvasKit | null>;
  readonly onInit: (flow: ReactFlowInstance<StageNode>) => void;
  readonly onSettled: () => void;
}

/** The scene of the open plan, and the kit that gestures read at the moment of use. */
export function useCanvasKit(frame: RefObject<HTMLDivElement | null>): CanvasParts {
  const plan = usePlan((whole) => whole);
  const { canEdit, undo, redo } = usePlanActions();
  const view = useView(plan);
  const scene = useMemo(() => layout(plan, view), [plan, view]);
  const stops = useMemo(() => stopsOf(scene), [scene]);
  const machines = useMemo(() => new Map(plan.machines.map((machine) => [machine.id, machine])), [plan.machines]);
  const [camera, setCamera] = useState<Camera | null>(null);
  const post = usePost();
  const sayLanding = useSayLanding();
  const kitRef = useRef<CanvasKit>(null);
  useLayoutEffect(() => {
    const fixed = { plan, scene, stops, machines, view, togglePool, canEdit, post, undo, redo, say, sayLanding };
    kitRef.current = camera === null ? null : { ...fixed, camera };
  });
  useEffect(() => resetCanvas, []);
  useEffect(() => {
    if (camera !== null) keepStop(stops);
  }, [stops, camera]);
  const onInit = useCallback(
    (flow: ReactFlowInstance<StageNode>) => {
      setCamera(makeCamera(flow, () => frame.current?.getBoundingClientRect() ?? new DOMRect()));
    },
    [frame],
  );
  const onSettled = useCallback(() => keepFocusInside(kitRef.current, frame.current), [frame]);
  return { scene, view, kitRef, onInit, onSettled };
}

/** Tab must always find a stop: the first thing that is not a title when the old one is gone. */
function keepStop(stops: readonly Stop[]): void {
  const { focusId, patch } = useCanvas.getState();
  if (stops.some(({ id }) => id === focusId)) return;
  const first = stops.find(({ kind }) => kind !== "lane" && kind !== "column");
  patch({ focusId: first?.id ?? null });
}

/** After a pan that left the stop undrawn, the first visible one takes its place, and the keys keep working. */
function keepFocusInside(kit: CanvasKit | null, frame: HTMLElement | null): void {
  const { focusId, patch } = useCanvas.getState();
  if (kit === null || frame === null || focusId === null || stopElement(focusId) !== null) return;
  const visible = kit.camera.visible();
  const next = kit.stops.find((stop) => overlaps(stop.rect, visible) && stopElement(stop.id) !== null);
  if (next !== undefined) patch({ focusId: next.id });
  if (document.activeElement === document.body) frame.focus({ preventScroll: true });
}

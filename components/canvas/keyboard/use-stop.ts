import { useCanvas } from "#components/canvas/canvas-state.ts";

/** Properties of the focusable element of a stop: one of them is Tab's, the others are reached by arrows. */
export function useStop(stopId: string) {
  const isStop = useCanvas((state) => state.focusId === stopId);
  return {
    "data-stop": stopId,
    tabIndex: isStop ? 0 : -1,
    onFocus: () => useCanvas.getState().patch({ focusId: stopId }),
  };
}

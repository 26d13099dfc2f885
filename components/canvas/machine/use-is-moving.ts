import { useCanvas } from "#components/canvas/canvas-state.ts";

/** Whether a machine is part of the drag or of the keyboard's move. */
export function useIsMoving(machineId: string): boolean {
  return useCanvas((state) => state.movement?.ids.includes(machineId) ?? false);
}

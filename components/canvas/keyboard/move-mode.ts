import type { CanvasKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { commitMove } from "#components/canvas/gestures/commit-move.ts";
import { landingTowards } from "#components/canvas/gestures/landing.ts";
import type { Direction } from "#lib/core/scene/order.ts";
import { focusWhenDrawn } from "./navigate.ts";

/** Keys while machines are on the move: arrows choose the cell, Enter drops, Escape takes it back. */
export function moveKey(chord: string, direction: Direction | undefined): ((kit: CanvasKit) => void) | undefined {
  if (direction !== undefined) return (kit) => steer(kit, direction);
  if (chord === "Enter" || chord === " ") return drop;
  return chord === "Escape" ? () => useCanvas.getState().patch({ movement: null }) : undefined;
}

function steer(kit: CanvasKit, go: Direction): void {
  const { movement, patch } = useCanvas.getState();
  if (movement === null || movement.landing === null) return;
  const landing = landingTowards(kit.scene, movement.ids, { at: movement.landing, go });
  patch({ movement: { ...movement, landing } });
  kit.camera.reveal(landing.front ?? landing.rect);
  kit.sayLanding(landing);
}

function drop(kit: CanvasKit): void {
  const { movement, patch } = useCanvas.getState();
  patch({ movement: null });
  if (movement === null) return;
  commitMove(kit, movement);
  const [first] = movement.ids;
  if (first !== undefined) focusWhenDrawn(first);
}

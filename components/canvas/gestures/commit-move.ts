import type { CanvasKit } from "#components/canvas/canvas-kit.ts";
import type { Landing } from "#components/canvas/canvas-state.ts";
import { dropEdit } from "#lib/core/scene/drop.ts";

interface Move {
  readonly ids: readonly string[];
  readonly landing: Landing | null;
}

/** Stores a drop as one edit: failure domain, pool and place in the order, as far as they changed. */
export function commitMove(kit: CanvasKit, { ids, landing }: Move): void {
  if (landing === null || !kit.canEdit) return;
  const edit = dropEdit(kit.plan, kit.scene, ids, landing);
  if (edit !== null && kit.post(edit)) kit.sayLanding(landing);
}

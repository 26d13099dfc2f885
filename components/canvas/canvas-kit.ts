import { createContext, type RefObject, useContext } from "react";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Scene, View } from "#lib/core/scene/scene.ts";
import type { Landing } from "./canvas-state.ts";
import type { Stop } from "./keyboard/stops.ts";
import type { Camera } from "./stage/camera.ts";

/** What gestures and commands work with; read at the moment of use, so that no card renders when it changes. */
export interface CanvasKit {
  readonly plan: Plan;
  readonly machines: ReadonlyMap<string, Machine>;
  readonly scene: Scene;
  readonly stops: readonly Stop[];
  readonly view: View;
  /** Folds a pool to its header, or unfolds it. */
  readonly togglePool: (poolKey: string) => void;
  readonly canEdit: boolean;
  readonly camera: Camera;
  /** Applies an edit; false when it was refused, after saying why. */
  readonly post: (edit: Edit, label?: string) => boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Speaks through the one live region. */
  readonly say: (text: string) => void;
  readonly sayLanding: (landing: Landing) => void;
}

export const KitContext = createContext<RefObject<CanvasKit | null>>({ current: null });

/** A stable way to the kit for event handlers; null until the stage is mounted. */
export function useKit(): RefObject<CanvasKit | null> {
  return useContext(KitContext);
}

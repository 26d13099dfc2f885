import { useMemo } from "react";
import { useStore } from "reactflow";
import type { Rect, Scene } from "#lib/core/scene/scene.ts";

/** Above this many columns what belongs to a column is drawn only near the frame. */
const CULL_FROM = 60;

/** Whether a rectangle lies near the frame, sideways. */
type IsNear = (rect: Rect) => boolean;

const always: IsNear = () => true;

/** Follows the camera in steps of one frame's width, so that panning renders seldom. */
export function useWindow({ columns }: Pick<Scene, "columns">): IsNear {
  const isCulled = columns.length > CULL_FROM;
  const span = useStore(({ transform: [, , zoom], width }) => (isCulled ? Math.ceil(width / zoom) : 0));
  const step = useStore(({ transform: [x, , zoom] }) => (span > 0 ? Math.floor(-x / zoom / span) : 0));
  return useMemo(() => {
    if (span === 0) return always;
    const [from, to] = [(step - 1) * span, (step + 3) * span];
    return (rect) => rect.x < to && rect.x + rect.width > from;
  }, [span, step]);
}

import { useTranslations } from "next-intl";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import type { Rect } from "#lib/core/scene/scene.ts";

/** What a gesture in progress shows: the box of a selection, the ghost of a move and the cell it would land in. */
export function GestureLayer() {
  const box = useCanvas((state) => state.box);
  const landing = useCanvas((state) => state.movement?.landing ?? null);
  return (
    <>
      {landing === null ? null : <Frame rect={landing.rect} className="border-2 border-accent bg-accent/12" />}
      {landing === null || landing.front === null ? null : (
        <Frame rect={insertMark(landing.front)} className="bg-accent" />
      )}
      {box === null ? null : <Frame rect={box} className="border border-accent bg-accent/12" />}
      <Ghost />
    </>
  );
}

const MARK_WIDTH = 3;

function insertMark(front: Rect): Rect {
  return { ...front, x: front.x - 2 * MARK_WIDTH, width: MARK_WIDTH };
}

function Frame({ rect, className }: { rect: Rect; className: string }) {
  const { x, y, width, height } = rect;
  return (
    <div
      aria-hidden
      style={{ transform: `translate(${x}px,${y}px)`, width, height }}
      className={`pointer-events-none absolute top-0 left-0 z-[2000] rounded-md ${className}`}
    />
  );
}

function Ghost() {
  const t = useTranslations("canvas");
  const kit = useKit();
  const movement = useCanvas((state) => state.movement);
  if (movement === null || movement.at === null) return null;
  const [first] = movement.ids;
  const name = first === undefined ? "" : (kit.current?.machines.get(first)?.hostname ?? "");
  return (
    <div
      aria-hidden
      style={{ transform: `translate(${movement.at.x + 12}px,${movement.at.y + 12}px)` }}
      className="pointer-events-none absolute top-0 left-0 z-[2000] rounded-md border border-accent bg-raised px-2 py-1 font-mono text-text text-xs whitespace-nowrap"
    >
      {movement.ids.length === 1 ? name : t("move.ghost", { count: movement.ids.length, name })}
    </div>
  );
}

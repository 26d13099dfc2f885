import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type CellStop, cellsOf } from "#components/canvas/keyboard/stops.ts";
import { useStop } from "#components/canvas/keyboard/use-stop.ts";
import { useWords } from "#components/canvas/use-words.ts";
import type { Scene } from "#lib/core/scene/scene.ts";
import { useWindow } from "./use-window.ts";

/** A "+" at the end of every cell: the mouse's way, and the keyboard's, into an empty plan. */
export function CellButtons({ scene }: { scene: Scene }) {
  const cells = useMemo(() => cellsOf(scene), [scene]);
  const isNear = useWindow(scene);
  return cells
    .filter(({ rect }) => isNear(rect))
    .map((cell) => <CellButton key={cell.id} cell={cell} isDomainShown={scene.domain !== "none"} />);
}

interface CellButtonProps {
  cell: CellStop;
  isDomainShown: boolean;
}

function CellButton({ cell, isDomainShown }: CellButtonProps) {
  const t = useTranslations("canvas");
  const words = useWords();
  const stop = useStop(cell.id);
  const { x, y, width, height } = cell.button;
  const lane = words.lane(cell.lane);
  const column = cell.column ?? words.noDomain;
  return (
    <button
      {...stop}
      type="button"
      data-cell={cell.id}
      aria-label={isDomainShown ? t("cell.addIn", { lane, column }) : t("cell.add", { lane })}
      style={{ left: x, top: y, width, height }}
      className="canvas-plus pointer-events-auto absolute flex items-center justify-center rounded border border-line bg-surface text-text-2 hover:border-line-strong hover:text-text"
    >
      <Plus size={14} strokeWidth={1.75} aria-hidden />
    </button>
  );
}

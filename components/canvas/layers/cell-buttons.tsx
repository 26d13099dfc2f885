import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { type CellStop, cellsOf } from "#components/canvas/keyboard/stops.ts";
import { useWords } from "#components/canvas/use-words.ts";
import type { Scene } from "#lib/core/scene/scene.ts";

/** A "+" at the end of every cell: the mouse's way, and the keyboard's, into an empty plan. */
export function CellButtons({ scene }: { scene: Scene }) {
  return cellsOf(scene).map((cell) => <CellButton key={cell.id} cell={cell} isDomainShown={scene.domain !== "none"} />);
}

interface CellButtonProps {
  cell: CellStop;
  isDomainShown: boolean;
}

function CellButton({ cell, isDomainShown }: CellButtonProps) {
  const t = useTranslations("canvas");
  const words = useWords();
  const isStop = useCanvas((state) => state.focusId === cell.id);
  const { x, y, width, height } = cell.button;
  const lane = words.lane(cell.lane);
  const column = cell.column ?? words.noDomain;
  return (
    <button
      type="button"
      data-stop={cell.id}
      data-cell={cell.id}
      tabIndex={isStop ? 0 : -1}
      aria-label={isDomainShown ? t("cell.addIn", { lane, column }) : t("cell.add", { lane })}
      onFocus={() => useCanvas.getState().patch({ focusId: cell.id })}
      style={{ left: x, top: y, width, height }}
      className="canvas-plus pointer-events-auto absolute flex items-center justify-center rounded border border-line bg-surface text-text-2 hover:border-line-strong hover:text-text"
    >
      <Plus size={14} strokeWidth={1.75} aria-hidden />
    </button>
  );
}

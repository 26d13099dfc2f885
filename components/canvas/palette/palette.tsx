import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type PointerEvent, useState } from "react";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { cellAt } from "#components/canvas/gestures/hit.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { PartIcon } from "./part-icon.tsx";
import { countOf, type PartId, partsFrom } from "./parts.ts";
import { DEFAULT_OPTIONS, type ToolOptions, ToolOptionsForm } from "./tool-options.tsx";
import { usePartName } from "./use-part-name.ts";
import { usePlace } from "./use-place.ts";

/** The parts a plan is made of: click one and then a cell, or drag it there. */
export function Palette() {
  const t = useTranslations("canvas");
  const [isOpen, setOpen] = useState(true);
  const [options, setOptions] = useState(DEFAULT_OPTIONS);
  const hasDomains = true;
  if (!isOpen) {
    return (
      <div className="border-line border-r bg-surface p-1">
        <IconButton
          label={t("palette.open")}
          icon={<PanelLeftOpen size={16} aria-hidden />}
          onClick={() => setOpen(true)}
        />
      </div>
    );
  }
  return (
    <aside
      aria-label={t("palette.name")}
      className="flex w-56 shrink-0 flex-col gap-2 overflow-y-auto border-line border-r bg-surface p-2"
    >
      <div className="flex items-center">
        <h2 className="flex-1 font-medium text-sm">{t("palette.name")}</h2>
        <IconButton
          size="small"
          label={t("palette.close")}
          icon={<PanelLeftClose size={16} aria-hidden />}
          onClick={() => setOpen(false)}
        />
      </div>
      <ToolOptionsForm options={options} onChange={setOptions} hasDomains={hasDomains} />
      <PartGroups options={options} />
    </aside>
  );
}

function PartGroups({ options }: { options: ToolOptions }) {
  const words = useWords();
  return partsFrom(null).map(({ lane, parts }) => (
    <div key={lane}>
      <h3 className="mt-1 mb-0.5 px-1 text-text-3 text-xs">{words.lane(lane)}</h3>
      <ul>
        {parts.map((part) => (
          <li key={part}>
            <PartButton part={part} options={options} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function PartButton({ part, options }: { part: PartId; options: ToolOptions }) {
  const t = useTranslations("canvas");
  const partName = usePartName();
  const isArmed = useCanvas((state) => state.tool?.part === part);
  const startDrag = useDragPart(part, options);
  const arm = () => {
    const { patch } = useCanvas.getState();
    const tool = isArmed ? null : { ...options, part, count: countOf(part, options) };
    patch({ tool, announcement: tool === null ? "" : t("palette.armed", { part: partName(part, tool.count) }) });
  };
  return (
    <button
      type="button"
      aria-pressed={isArmed}
      onClick={arm}
      onPointerDown={startDrag}
      className="flex min-h-7 w-full items-center gap-2 rounded px-1.5 text-left text-sm hover:bg-raised aria-pressed:bg-raised aria-pressed:outline-2 aria-pressed:outline-accent pointer-coarse:min-h-11"
    >
      <PartIcon part={part} />
      <span className="min-w-0 truncate">{partName(part, countOf(part, options))}</span>
    </button>
  );
}

const SLOP = 4;

/** A drag out of the palette arms the part while it lasts and places it in the cell where it ends. */
function useDragPart(part: PartId, options: ToolOptions) {
  const kitRef = useKit();
  const place = usePlace();
  return (down: PointerEvent) => {
    if (down.button !== 0 || down.pointerType === "touch") return;
    const tool = { ...options, part, count: countOf(part, options) };
    const listeners = new AbortController();
    let isDragging = false;
    const move = (event: globalThis.PointerEvent) => {
      isDragging ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > SLOP;
      if (isDragging) useCanvas.getState().patch({ tool });
    };
    const up = (event: globalThis.PointerEvent) => {
      listeners.abort();
      const kit = kitRef.current;
      const isOverStage = event.target instanceof Element && event.target.closest(".canvas-stage") !== null;
      if (!isDragging || kit === null) return;
      const cell = isOverStage ? cellAt(kit.scene, kit.camera.toScene({ x: event.clientX, y: event.clientY })) : null;
      if (cell === null) useCanvas.getState().patch({ tool: null });
      else place(tool, cell);
    };
    window.addEventListener("pointermove", move, { signal: listeners.signal });
    window.addEventListener("pointerup", up, { signal: listeners.signal });
    window.addEventListener("pointercancel", () => listeners.abort(), { signal: listeners.signal });
  };
}

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Panel } from "reactflow";
import { type Cell, useCanvas } from "#components/canvas/canvas-state.ts";
import { focusWhenDrawn } from "#components/canvas/keyboard/navigate.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { PartIcon } from "./part-icon.tsx";
import { countOf, type PartId, partsFrom } from "./parts.ts";
import { DEFAULT_OPTIONS, ToolOptionsForm } from "./tool-options.tsx";
import { usePartName } from "./use-part-name.ts";
import { usePlace } from "./use-place.ts";

/** What `A` and the "+" of a cell open: the parts for that cell first, then all others. */
export function AddPanel({ hasDomains }: { hasDomains: boolean }) {
  const cell = useCanvas((state) => state.addingIn);
  return cell === null ? null : (
    <OpenAddPanel key={`${cell.lane}/${cell.column}`} cell={cell} hasDomains={hasDomains} />
  );
}

function close(): void {
  const { focusId, patch } = useCanvas.getState();
  patch({ addingIn: null });
  if (focusId !== null) focusWhenDrawn(focusId);
}

function OpenAddPanel({ cell, hasDomains }: { cell: Cell; hasDomains: boolean }) {
  const t = useTranslations("canvas");
  const words = useWords();
  const [options, setOptions] = useState(DEFAULT_OPTIONS);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), []);
  const lane = words.lane(cell.lane);
  const name = hasDomains ? t("cell.addIn", { lane, column: cell.column ?? words.noDomain }) : t("cell.add", { lane });
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (/^[1-9]$/.test(event.key) && !isTyping) setOptions({ ...options, count: Number(event.key) });
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (event.key === "Escape") close();
    else if (!isArrow || !moveInList(list.current, event.key === "ArrowDown" ? 1 : -1)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Panel position="top-center">
      <div
        role="dialog"
        aria-label={name}
        data-no-gesture
        onKeyDown={onKeyDown}
        className="flex max-h-[60vh] w-72 flex-col gap-2 rounded-md border border-line-strong bg-surface p-3"
      >
        <h2 className="font-semibold">{name}</h2>
        <ToolOptionsForm options={options} onChange={setOptions} hasDomains={hasDomains} />
        <div ref={list} className="min-h-0 overflow-y-auto">
          {partsFrom(cell.lane).map((group) => (
            <div key={group.lane}>
              <h3 className="mt-1 px-1 text-text-3 text-xs">{words.lane(group.lane)}</h3>
              {group.parts.map((part) => (
                <AddButton key={part} part={part} count={countOf(part, options)} cell={cell} options={options} />
              ))}
            </div>
          ))}
        </div>
      </div>
    </Panel>
  );
}

interface AddButtonProps {
  part: PartId;
  count: number;
  cell: Cell;
  options: typeof DEFAULT_OPTIONS;
}

function AddButton({ part, count, cell, options }: AddButtonProps) {
  const t = useTranslations("canvas");
  const partName = usePartName();
  const place = usePlace();
  const add = () => {
    if (!place({ ...options, part, count }, cell)) return;
    const { focusId } = useCanvas.getState();
    if (focusId !== null) focusWhenDrawn(focusId);
  };
  return (
    <button
      type="button"
      onClick={add}
      className="flex min-h-8 w-full items-center gap-2 rounded px-1.5 text-left text-sm hover:bg-raised pointer-coarse:min-h-11"
    >
      <PartIcon part={part} />
      {t("place.label", { part: partName(part, count) })}
    </button>
  );
}

function moveInList(list: HTMLElement | null, by: number): boolean {
  const buttons: readonly (Element | null)[] = [...(list?.querySelectorAll("button") ?? [])];
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[at + by];
  if (at < 0 || !(next instanceof HTMLElement)) return false;
  next.focus();
  return true;
}

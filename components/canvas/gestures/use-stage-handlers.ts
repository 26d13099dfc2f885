import {
  type ClipboardEvent,
  type HTMLAttributes,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from "react";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { addressSeriesEdit } from "#components/canvas/editing/field-edits.ts";
import { useKeyboard } from "#components/canvas/keyboard/use-keyboard.ts";
import { readPaste, writeClipping } from "#lib/core/plan/naming.ts";
import { useClicks } from "./use-clicks.ts";
import { type Commands, chosenMachines } from "./use-commands.ts";
import { usePointer } from "./use-pointer.ts";

export type StageHandlers = Pick<
  HTMLAttributes<HTMLDivElement>,
  "onPointerDown" | "onPointerMove" | "onClick" | "onDoubleClick" | "onKeyDown" | "onCopy" | "onCut" | "onPaste"
>;

interface StageWishes {
  readonly onPasteTable: (text: string) => void;
  readonly onOpenInTable: (machineIds: readonly string[]) => void;
  readonly onInspect: () => void;
}

/** Machines as data for ourselves; other programs get the host names. */
const CLIPPING_TYPE = "application/x-quorate-machines";

/** Every handler of the stage: presses, clicks, keys, clipboard. */
export function useStageHandlers(
  frame: RefObject<HTMLDivElement | null>,
  commands: Commands,
  wishes: StageWishes,
): StageHandlers {
  const isPanning = useSpaceHeld();
  const onPointerDown = usePointer(frame, isPanning);
  const clicks = useClicks(wishes.onOpenInTable);
  const onKeyDown = useKeyboard(commands, wishes.onInspect);
  const clipboard = useClipboard(commands, wishes.onPasteTable);
  return useMemo(
    () => ({ onPointerDown, ...clicks, onKeyDown, ...clipboard }),
    [onPointerDown, clicks, onKeyDown, clipboard],
  );
}

function isTyping({ target }: ClipboardEvent): boolean {
  return target instanceof Element && target.closest("input, textarea") !== null;
}

function useClipboard(commands: Commands, onPasteTable: (text: string) => void) {
  const kitRef = useKit();
  const onCopy = useCallback(
    (event: ClipboardEvent) => {
      const kit = kitRef.current;
      const machines = kit === null || isTyping(event) ? [] : chosenMachines(kit);
      if (machines.length === 0) return;
      event.preventDefault();
      event.clipboardData.setData(CLIPPING_TYPE, writeClipping(machines));
      event.clipboardData.setData("text/plain", machines.map(({ hostname }) => hostname).join("\n"));
    },
    [kitRef],
  );
  const onCut = useCallback(
    (event: ClipboardEvent) => {
      if (isTyping(event)) return;
      onCopy(event);
      commands.remove();
    },
    [onCopy, commands],
  );
  const onPaste = useCallback(
    (event: ClipboardEvent) => {
      const kit = kitRef.current;
      if (kit === null || !kit.canEdit || isTyping(event)) return;
      event.preventDefault();
      const { clipboardData } = event;
      const paste = readPaste(clipboardData.getData(CLIPPING_TYPE) || clipboardData.getData("text/plain"));
      if (paste.kind === "machines") return commands.pasteMachines(paste.machines);
      if (paste.kind === "table") return onPasteTable(paste.text);
      const series = addressSeriesEdit(kit.plan, chosenMachines(kit), paste.text);
      if (series !== null) kit.post(series.edit);
    },
    [kitRef, commands, onPasteTable],
  );
  return useMemo(() => ({ onCopy, onCut, onPaste }), [onCopy, onCut, onPaste]);
}

/** True while Space is held: then a drag pans, wherever the focus is. */
function useSpaceHeld(): RefObject<boolean> {
  const isHeld = useRef(false);
  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    const follow = (event: KeyboardEvent) => {
      if (event.code === "Space") isHeld.current = event.type === "keydown";
    };
    window.addEventListener("keydown", follow, { signal });
    window.addEventListener("keyup", follow, { signal });
    window.addEventListener(
      "blur",
      () => {
        isHeld.current = false;
      },
      { signal },
    );
    return () => listeners.abort();
  }, []);
  return isHeld;
}

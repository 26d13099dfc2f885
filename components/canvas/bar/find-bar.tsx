import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useMemo, useState } from "react";
import { Panel } from "reactflow";
import { type CanvasKit, useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { spotOf } from "#components/canvas/gestures/hit.ts";
import { focusWhenDrawn } from "#components/canvas/keyboard/navigate.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { Scene } from "#lib/core/scene/scene.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { foundMachines } from "./found-machines.ts";

/** Find in the drawing: moves the camera from match to match, "2 of 7". */
export function FindBar({ scene }: { scene: Scene }) {
  const isFinding = useCanvas((state) => state.isFinding);
  return isFinding ? <OpenFindBar scene={scene} /> : null;
}

function OpenFindBar({ scene }: { scene: Scene }) {
  const t = useTranslations("canvas");
  const kitRef = useKit();
  const machines = usePlan((plan) => plan.machines);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => foundMachines(machines, query), [machines, query]);
  const go = (index: number, matches = found) => {
    const next = matches.length === 0 ? 0 : (index + matches.length) % matches.length;
    setAt(next);
    const match = matches[next];
    if (match !== undefined && kitRef.current !== null) show(kitRef.current, match.id);
  };
  const close = () => {
    useCanvas.getState().patch({ isFinding: false });
    const { focusId } = useCanvas.getState();
    if (focusId !== null) focusWhenDrawn(focusId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter") go(at + (event.shiftKey ? -1 : 1));
    else return;
    event.preventDefault();
  };
  const type = (text: string) => {
    setQuery(text);
    go(0, foundMachines(machines, text));
  };
  const count = found.length === 0 ? t("find.none") : t("find.count", { at: at + 1, count: found.length });
  return (
    <Panel position="top-right">
      <search data-no-gesture className="flex items-center gap-1 rounded-md border border-line-strong bg-surface p-1">
        <TextInput
          size="small"
          autoFocus
          isMono
          aria-label={t("find.label")}
          placeholder={t("find.hint", { count: scene.shown.total })}
          value={query}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <span role="status" className="min-w-16 shrink-0 text-center text-sm text-text-2">
          {query === "" ? "" : count}
        </span>
        <IconButton
          size="small"
          label={t("find.previous")}
          icon={<ChevronUp size={14} aria-hidden />}
          onClick={() => go(at - 1)}
        />
        <IconButton
          size="small"
          label={t("find.next")}
          icon={<ChevronDown size={14} aria-hidden />}
          onClick={() => go(at + 1)}
        />
        <IconButton size="small" label={t("find.close")} icon={<X size={14} aria-hidden />} onClick={close} />
      </search>
    </Panel>
  );
}

/** Selects a machine and brings it into view: its card, its cell in a grid, or the header of its folded pool. */
function show(kit: CanvasKit, machineId: string): void {
  useSelection.getState().select([machineId], "replace");
  const spot = spotOf(kit.scene, machineId);
  if (spot === null) return;
  const { stopId, rect, index } = spot;
  kit.camera.reveal(rect);
  useCanvas.getState().patch({ focusId: stopId, ...(index === null ? {} : { gridCursor: { gridId: stopId, index } }) });
}

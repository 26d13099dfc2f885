import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type CanvasKit, useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { cellOfStop } from "#components/canvas/gestures/targets.ts";
import { pressedAt } from "#components/canvas/gestures/use-clicks.ts";
import { type Commands, chosenMachines } from "#components/canvas/gestures/use-commands.ts";
import { focusedStop, focusWhenDrawn } from "#components/canvas/keyboard/navigate.ts";
import { ContextMenu } from "#components/ui/context-menu.tsx";
import type { MenuProps } from "#components/ui/menu.tsx";
import { useSelection } from "#lib/query/selection.ts";

interface StageMenuProps {
  commands: Commands;
  onInspect: () => void;
  children: ReactNode;
}

/** What can be done with the card under the pointer, or with everything that is selected when it is one of them. */
export function StageMenu({ commands, onInspect, children }: StageMenuProps) {
  const t = useTranslations("canvas");
  const kitRef = useKit();
  const entriesAt = (target: Element, at: { readonly clientX: number; readonly clientY: number }) => {
    const kit = kitRef.current;
    if (kit === null || target.closest(".react-flow__panel") !== null) return [];
    pick(kit, target, at);
    return entriesOf(kit);
  };
  const entriesOf = (kit: CanvasKit): MenuProps["entries"] => {
    const machines = chosenMachines(kit);
    const [first] = machines;
    const { patch } = useCanvas.getState();
    const whole = { label: t("shortcut.fit"), shortcut: "Shift+1", onSelect: commands.fitAll };
    const inspect = { label: t("shortcut.inspect"), shortcut: "I", onSelect: onInspect };
    const remove = { label: t("shortcut.remove"), shortcut: "Del", danger: true, onSelect: commands.remove };
    const add = {
      label: t("shortcut.add"),
      shortcut: "A",
      onSelect: () => patch({ addingIn: cellOfStop(kit, focusedStop(kit)) }),
    };
    const isSomethingChosen = useSelection.getState().ids.size > 0;
    if (!isSomethingChosen) return kit.canEdit ? [add, "separator", whole] : [whole];
    const fit = { label: t("shortcut.fitSelection"), shortcut: "Shift+2", onSelect: commands.fitSelection };
    if (!kit.canEdit) return first === undefined ? [inspect, whole] : [inspect, fit, whole];
    if (first === undefined) return [inspect, remove, "separator", whole];
    const edit = () => patch({ editing: { machineId: first.id, field: "hostname" } });
    return [
      { label: t("menu.edit"), shortcut: "F2", disabled: machines.length > 1, onSelect: edit },
      inspect,
      { label: t("shortcut.duplicate"), shortcut: "Ctrl+D", onSelect: commands.duplicate },
      { label: t("shortcut.move"), shortcut: "M", onSelect: commands.startMove },
      add,
      remove,
      "separator",
      fit,
      whole,
    ];
  };
  return (
    <ContextMenu label={t("menu.name")} className="size-full" entriesAt={entriesAt}>
      {children}
    </ContextMenu>
  );
}

/** A press on something that is not selected selects it; the bare pane lets everything go. */
function pick(kit: CanvasKit, target: Element, at: { readonly clientX: number; readonly clientY: number }): void {
  const { ids, select, clear } = useSelection.getState();
  const pressed = pressedAt(kit, target, at);
  if (pressed === null) {
    clear();
    return;
  }
  useCanvas.getState().patch({ focusId: pressed.stop.id });
  if (!pressed.ids.every((id) => ids.has(id)) || pressed.ids.length === 0) select(pressed.ids, "replace");
  focusWhenDrawn(pressed.stop.id);
}

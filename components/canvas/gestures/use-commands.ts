import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type CanvasKit, useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { focusedStop } from "#components/canvas/keyboard/navigate.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";
import { copyMachines } from "#lib/core/plan/naming.ts";
import { newId } from "#lib/query/ids.ts";
import { useSelection } from "#lib/query/selection.ts";
import { spotOf } from "./hit.ts";
import { landingHere } from "./landing.ts";
import { boundsOf } from "./rects.ts";
import { removeEdit } from "./remove-edit.ts";

/** Selected machines in plan order, else the one that has the focus. */
export function chosenMachines(kit: CanvasKit): readonly Machine[] {
  const { ids } = useSelection.getState();
  const selected = kit.plan.machines.filter(({ id }) => ids.has(id));
  const focused = kit.machines.get(focusedStop(kit)?.id ?? "");
  return selected.length > 0 || focused === undefined ? selected : [focused];
}

/** Commands that say what they did; those without words are in `navigate.ts`. */
export function useCommands() {
  const t = useTranslations("canvas");
  const toast = useToast();
  const kitRef = useKit();
  return useMemo(() => {
    const withKit = (run: (kit: CanvasKit) => void) => () => {
      if (kitRef.current !== null) run(kitRef.current);
    };
    const editing = (run: (kit: CanvasKit) => void) =>
      withKit((kit) => (kit.canEdit ? run(kit) : kit.say(t("say.readOnly"))));
    const add = (kit: CanvasKit, sources: readonly Machine[], label: string) => {
      const ids = sources.map(() => newId());
      const machines = copyMachines(kit.plan, sources, ids);
      if (machines.length === 0 || !kit.post({ type: "addMachines", machines: [...machines] }, label)) return;
      useSelection.getState().select(ids, "replace");
      kit.say(label);
    };
    return {
      remove: editing((kit) => {
        const { ids, clear } = useSelection.getState();
        const chosen = ids.size > 0 ? ids : new Set(chosenMachines(kit).map(({ id }) => id));
        const edit = removeEdit(kit.plan, chosen);
        if (edit === null || !kit.post(edit)) return;
        clear();
        const text = t("say.removed", { count: chosen.size });
        kit.say(text);
        toast({ text, action: { label: t("undo"), onSelect: () => kitRef.current?.undo() } });
      }),
      duplicate: editing((kit) => {
        const sources = chosenMachines(kit);
        add(kit, sources, t("say.duplicated", { count: sources.length }));
      }),
      pasteMachines: (machines: readonly Machine[]) =>
        editing((kit) => add(kit, machines, t("say.pasted", { count: machines.length })))(),
      startMove: editing((kit) => {
        const ids = chosenMachines(kit).map(({ id }) => id);
        const landing = landingHere(kit.scene, ids);
        if (ids.length === 0 || landing === null) return;
        useCanvas.getState().patch({ movement: { ids, landing, at: null } });
        kit.say(t("say.moving", { count: ids.length }));
      }),
      fitAll: withKit(({ camera, scene }) => camera.fit({ x: 0, y: 0, width: scene.width, height: scene.height })),
      fitSelection: withKit((kit) => {
        const rects = chosenMachines(kit).flatMap(({ id }) => spotOf(kit.scene, id)?.rect ?? []);
        const bounds = boundsOf(rects);
        if (bounds !== null) kit.camera.fit(bounds);
      }),
    };
  }, [t, toast, kitRef]);
}

export type Commands = ReturnType<typeof useCommands>;

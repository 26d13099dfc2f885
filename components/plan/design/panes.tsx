"use client";
import { useTranslations } from "next-intl";
import { Inspector } from "#components/plan/inspector/inspector.tsx";
import { MachineTable } from "#components/plan/machine-table.tsx";
import { InspectorSkeleton } from "./design-skeleton.tsx";
import { PANE_LIMITS } from "./pane-sizes.ts";
import { Splitter } from "./splitter.tsx";

export interface PaneProps {
  /** In px, of the table its height, of the inspector its width. */
  size: number;
  onResize: (size: number) => void;
}

/** The machine table under the canvas, with the bar that divides them. */
export function TablePane({ size, onResize, onPaste }: PaneProps & { onPaste: (text: string) => void }) {
  const t = useTranslations("design");
  return (
    <>
      <Splitter
        label={t("splitTable")}
        orientation="horizontal"
        size={size}
        {...PANE_LIMITS.table}
        onChange={onResize}
      />
      <section
        data-pane="table"
        aria-label={t("table")}
        className="max-h-[calc(100%-8.5rem)] shrink-0 overflow-hidden max-md:max-h-none"
        style={{ height: size }}
      >
        <MachineTable onPasteTable={onPaste} />
      </section>
    </>
  );
}

/** The inspector at the right, with the bar that divides it from canvas and table. */
export function InspectorPane({ size, onResize, isDrawn }: PaneProps & { isDrawn: boolean }) {
  const t = useTranslations("design");
  return (
    <>
      <Splitter
        label={t("splitInspector")}
        orientation="vertical"
        size={size}
        {...PANE_LIMITS.inspector}
        onChange={onResize}
      />
      <aside
        data-pane="inspector"
        aria-label={t("inspector")}
        className="shrink-0 overflow-y-auto bg-surface max-md:hidden"
        style={{ width: size }}
      >
        {isDrawn ? <Inspector /> : <InspectorSkeleton />}
      </aside>
    </>
  );
}

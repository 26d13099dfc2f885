"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { Inspector } from "#components/plan/inspector/inspector.tsx";
import { MachineTable } from "#components/plan/machine-table.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Splitter } from "#components/ui/splitter.tsx";
import { usePlanActions } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { useViewState } from "#lib/query/view-state.ts";
import { ImportIntoPlan } from "./import-into-plan.tsx";
import { PANE_LIMITS, usePaneSizes } from "./pane-sizes.ts";
import { SaveBanner } from "./save-banner.tsx";

/** React Flow measures the DOM, so it renders in the browser only. */
const TopologyCanvas = dynamic(
  () => import("#components/canvas/topology-canvas.tsx").then((module) => module.TopologyCanvas),
  { ssr: false, loading: () => <Skeleton className="size-full" /> },
);

const FOCUSABLE = ":is(input, button, select, textarea, [tabindex='0'])";

/** Canvas above, machine table below, inspector at the right; one under the other on small screens. */
export function DesignPage() {
  const t = useTranslations("design");
  const { sizes, resize } = usePaneSizes();
  const { isTableOpen, isInspectorOpen, setTableOpen, setInspectorOpen } = useViewState();
  const { canEdit } = usePlanActions();
  const panes = useRef<HTMLDivElement>(null);
  const imports = useImport();
  useLinkedSelection();
  const focusIn = (pane: "table" | "inspector") => {
    // The pane may have been closed: it is there after the next frame.
    requestAnimationFrame(() => panes.current?.querySelector<HTMLElement>(`[data-pane=${pane}] ${FOCUSABLE}`)?.focus());
  };
  const openTable = () => {
    setTableOpen(true);
    focusIn("table");
  };
  const openInspector = () => {
    setInspectorOpen(true);
    focusIn("inspector");
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <SaveBanner />
      <div ref={panes} className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-md:flex-none">
          <section aria-label={t("canvas")} className="relative min-h-32 flex-1 max-md:h-[60dvh] max-md:flex-none">
            <TopologyCanvas onPasteTable={imports.paste} onOpenInTable={openTable} onInspect={openInspector} />
          </section>
          {isTableOpen ? (
            <>
              <Splitter
                label={t("splitTable")}
                orientation="horizontal"
                size={sizes.table}
                {...PANE_LIMITS.table}
                onChange={(table) => resize({ table })}
              />
              <section
                data-pane="table"
                aria-label={t("table")}
                className="max-h-[calc(100%-8.5rem)] shrink-0 overflow-hidden max-md:max-h-none"
                style={{ height: sizes.table }}
              >
                <MachineTable onPasteTable={imports.paste} />
              </section>
            </>
          ) : null}
        </div>
        {isInspectorOpen ? (
          <>
            <Splitter
              label={t("splitInspector")}
              orientation="vertical"
              size={sizes.inspector}
              {...PANE_LIMITS.inspector}
              onChange={(inspector) => resize({ inspector })}
            />
            <aside
              data-pane="inspector"
              aria-label={t("inspector")}
              className="shrink-0 overflow-y-auto bg-surface max-md:hidden"
              style={{ width: sizes.inspector }}
            >
              <Inspector />
            </aside>
          </>
        ) : null}
      </div>
      {canEdit ? <ImportIntoPlan open={imports.isOpen} onOpenChange={imports.setOpen} pasted={imports.pasted} /> : null}
    </div>
  );
}

/** `?select=<machine id>` of a link from elsewhere; it goes away once it is followed. */
function useLinkedSelection() {
  const [linked, setLinked] = useQueryState("select");
  useEffect(() => {
    if (linked === null) return;
    useSelection.getState().select([linked], "replace");
    void setLinked(null);
  }, [linked, setLinked]);
}

/** The import is open while `?import=` is in the address; a pasted table is read at once. */
function useImport() {
  const [source, setSource] = useQueryState("import");
  const [pasted, setPasted] = useState<string>();
  const setOpen = (isOpen: boolean) => {
    if (!isOpen) setPasted(undefined);
    void setSource(isOpen ? "table" : null);
  };
  const paste = (text: string) => {
    setPasted(text);
    void setSource("table");
  };
  return { isOpen: source !== null, setOpen, pasted, paste };
}

"use client";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { lazy, startTransition, useEffect, useRef, useState } from "react";
import { TopologyCanvas } from "#components/canvas/topology-canvas.tsx";
import { Later } from "#components/ui/later.tsx";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { useViewState } from "#lib/query/view-state.ts";
import { CoachStrip } from "./coach-strip.tsx";
import { usePaneSizes } from "./pane-sizes.ts";
import { InspectorPane, TablePane } from "./panes.tsx";
import { SaveBanner } from "./save-banner.tsx";

const loadImport = () => import("./import-into-plan.tsx");
const ImportIntoPlan = lazy(async () => ({ default: (await loadImport()).ImportIntoPlan }));

const FOCUSABLE = ":is(input, button, select, textarea, [tabindex='0'])";

/** Canvas above, machine table below, inspector at the right; one under the other on small screens. */
export function DesignPage() {
  const t = useTranslations("design");
  const { sizes, resize } = usePaneSizes();
  const { isTableOpen, isInspectorOpen, setTableOpen, setInspectorOpen } = useViewState();
  const { canEdit } = usePlanActions();
  const name = usePlan((plan) => plan.name);
  const isDrawn = useInspectorTurn();
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
      <h1 className="sr-only">{name}</h1>
      <SaveBanner />
      <div ref={panes} className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-md:flex-none">
          <section
            data-pane="canvas"
            aria-label={t("canvas")}
            className="relative min-h-32 flex-1 max-md:h-[60dvh] max-md:flex-none"
          >
            <TopologyCanvas onPasteTable={imports.paste} onOpenInTable={openTable} onInspect={openInspector} />
          </section>
          {isTableOpen ? (
            <TablePane size={sizes.table} onResize={(table) => resize({ table })} onPaste={imports.paste} />
          ) : null}
        </div>
        {isInspectorOpen ? (
          <InspectorPane size={sizes.inspector} onResize={(inspector) => resize({ inspector })} isDrawn={isDrawn} />
        ) : null}
      </div>
      <CoachStrip />
      {canEdit ? (
        <Later open={imports.isOpen} load={loadImport}>
          <ImportIntoPlan open={imports.isOpen} onOpenChange={imports.setOpen} pasted={imports.pasted} />
        </Later>
      ) : null}
    </div>
  );
}

/** `?select=<machine id>|<machine id>` of a link from elsewhere; it goes away once it is followed. */
function useLinkedSelection() {
  const [linked, setLinked] = useQueryState("select");
  useEffect(() => {
    if (linked === null) return;
    useSelection.getState().select(linked.split("|"), "replace");
    void setLinked(null);
  }, [linked, setLinked]);
}

/** Machines from which opening a plan is felt. */
const LARGE = 1000;
const INSPECTOR_AFTER_MS = 300;

/** The form of the inspector takes as long to draw as the canvas: of a large plan, canvas and table answer first. */
function useInspectorTurn(): boolean {
  const isLarge = usePlan(({ machines }) => machines.length > LARGE);
  const [isTurn, setTurn] = useState(!isLarge);
  useEffect(() => {
    if (isTurn) return;
    const timer = setTimeout(() => startTransition(() => setTurn(true)), INSPECTOR_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isTurn]);
  return isTurn;
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

"use client";
import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { PlanAtVersion } from "#lib/core/api/plans.ts";
import type { EditOutcome } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { labelEdit } from "#lib/core/plan/edits/label.ts";
import { labelEditZh } from "#lib/core/plan/edits/label-zh.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { tabStorage } from "./outbox-storage.ts";
import type { Choice } from "./plan-resolve.ts";
import { PlanSession } from "./plan-session.ts";
import { type SaveState, type SyncState, saveStateOf, stepLabels } from "./plan-sync.ts";
import { httpTransport } from "./plan-transport.ts";
import { useSignedIn } from "./signed-in.ts";

interface Editor {
  readonly slug: string;
  readonly canEdit: boolean;
  readonly session: PlanSession;
}

/** What the design pages do to the open plan. The functions never change, so they are safe in dependency lists. */
export interface PlanActions {
  readonly edit: (edit: Edit, label?: string, kind?: "edit" | "import") => EditOutcome;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly resolve: (choice: Choice) => void;
}

export interface PlanEditor extends PlanActions {
  readonly slug: string;
  readonly canEdit: boolean;
  readonly plan: Plan;
  readonly version: number;
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  readonly save: SaveState;
}

/** Two browsers on one plan see each other within this time; a focused tab asks at once. */
const ASK_EVERY_MS = 15_000;

const EditorContext = createContext<Editor | null>(null);

interface ProviderProps {
  readonly slug: string;
  readonly initial: PlanAtVersion;
  readonly canEdit: boolean;
  readonly children: ReactNode;
}

/** Opens a plan for everything below it. */
export function PlanEditorProvider({ slug, initial, canEdit, children }: ProviderProps) {
  const isChinese = useLocale().startsWith("zh");
  const [session] = useState(
    () =>
      new PlanSession({
        initial,
        transport: httpTransport(slug),
        storage: tabStorage(slug),
        nowMs: Date.now,
        labelOf: isChinese ? labelEditZh : labelEdit,
      }),
  );
  useEffect(() => keepFresh(session), [session]);
  const editor = useMemo(() => ({ slug, canEdit, session }), [slug, canEdit, session]);
  return <EditorContext value={editor}>{children}</EditorContext>;
}

/** Sends and asks on start, on focus, when the network is back, and now and then; asks before edits are lost. */
function keepFresh(session: PlanSession): () => void {
  const { sender, store } = session;
  const wake = () => {
    if (document.visibilityState === "visible") void sender.wake();
  };
  const stay = (event: BeforeUnloadEvent) => {
    const { outbox, refusal } = store.getState();
    // On the way to the sign-in page the tab keeps what is not saved, and no question is needed.
    if (useSignedIn.getState().state !== "in" && session.isKept()) return;
    if (outbox.length > 0 || refusal !== null) event.preventDefault();
  };
  session.start();
  const timer = setInterval(wake, ASK_EVERY_MS);
  document.addEventListener("visibilitychange", wake);
  for (const type of ["focus", "online"] as const) addEventListener(type, wake);
  addEventListener("beforeunload", stay);
  return () => {
    sender.stop();
    clearInterval(timer);
    document.removeEventListener("visibilitychange", wake);
    for (const type of ["focus", "online"] as const) removeEventListener(type, wake);
    removeEventListener("beforeunload", stay);
  };
}

function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("No plan is open here: wrap the page in <PlanEditorProvider>.");
  return editor;
}

function usePart<Part>(select: (state: SyncState) => Part): Part {
  return useStore(useEditor().session.store, select);
}

/** One part of the open plan; renders again only when that part is another one. */
export function usePlan<Part>(select: (plan: Plan) => Part): Part {
  return usePart((state) => select(state.plan));
}

/** The actions alone, for components that show nothing of the plan. */
export function usePlanActions(): PlanActions & { readonly canEdit: boolean; readonly slug: string } {
  const { session, canEdit, slug } = useEditor();
  return useMemo(
    () => ({
      slug,
      canEdit,
      edit: (edit, label, kind) => session.edit(edit, label, kind),
      undo: () => session.undo(),
      redo: () => session.redo(),
      resolve: (choice) => session.resolve(choice),
    }),
    [session, canEdit, slug],
  );
}

/** How saving stands. */
export function useSaveState(): SaveState {
  const state = usePart((each) => each);
  return useMemo(() => saveStateOf(state), [state]);
}

/** Everything about the open plan; for narrow rendering take `usePlan` and `usePlanActions`. */
export function usePlanEditor(): PlanEditor {
  const actions = usePlanActions();
  const state = usePart((each) => each);
  return useMemo(() => {
    const { undo: undoLabel, redo: redoLabel } = stepLabels(state);
    return { ...actions, plan: state.plan, version: state.version, undoLabel, redoLabel, save: saveStateOf(state) };
  }, [actions, state]);
}

"use client";
import { useMemo, useState } from "react";
import { type ConnectDraft, type DraftFrame, openDraft, readingOf, sendable } from "./draft.ts";
import { faultsOf } from "./faults.ts";

/** The form of a connection: what was typed, what it reads as, what is wrong with it, and what would be sent. */
export function useDraft({ plan, stored, isInside }: Omit<DraftFrame, "reading">) {
  const [draft, setDraft] = useState(() => openDraft(plan, stored));
  const { kubeconfig, context, mayUseLoopback, trustWish, trustCa, trustPin } = draft;
  // A file of 256 kB is not parsed anew for every letter typed elsewhere.
  const reading = useMemo(
    () => readingOf({ kubeconfig, context, mayUseLoopback, trustWish, trustCa, trustPin }),
    [kubeconfig, context, mayUseLoopback, trustWish, trustCa, trustPin],
  );
  const faults = faultsOf(draft, stored);
  const isSound = Object.keys(faults).length === 0;
  return {
    draft,
    reading,
    faults,
    ready: isSound ? sendable(draft, { plan, stored, isInside, reading }) : null,
    change: (part: Partial<ConnectDraft>) => setDraft((before) => ({ ...before, ...part })),
  };
}

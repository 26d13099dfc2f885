"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { Watch } from "#components/live/facts/freshness.ts";
import type { LiveView } from "#lib/core/api/live.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** What every part of a live page looks at. */
export interface LivePageFacts extends Watch {
  readonly slug: string;
  readonly view: LiveView;
  readonly plan: Plan;
  readonly canEdit: boolean;
  /** Opens the dialog that acknowledges this subject. */
  readonly onAcknowledge: (subject: string) => void;
}

const Facts = createContext<LivePageFacts | null>(null);

export function LiveProvider({ facts, children }: { facts: LivePageFacts; children: ReactNode }) {
  return <Facts value={facts}>{children}</Facts>;
}

/** The same where nothing has arrived yet: null. */
export function useLivePageIfAny(): LivePageFacts | null {
  return useContext(Facts);
}

export function useLivePage(): LivePageFacts {
  const facts = useLivePageIfAny();
  if (facts === null) throw new Error("useLivePage needs a LiveProvider above it.");
  return facts;
}

/** Host name of a planned machine; null where the fact belongs to none. */
export function useHostOf(): (machineId: string | null) => string | null {
  const { plan } = useLivePage();
  return (machineId) => {
    if (machineId === null) return null;
    return plan.machines.find(({ id }) => id === machineId)?.hostname ?? null;
  };
}

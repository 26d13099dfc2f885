import type { ObservationOf, ProbeName } from "#lib/core/live/observation.ts";

/** What a pasted text shows, before it is known when that was. */
export type Sight = {
  [Probe in ProbeName]: Pick<ObservationOf<Probe>, "probe" | "target" | "result">;
}[ProbeName];

/** What one part of a pasted text came to. */
export interface Part {
  readonly sights: readonly Sight[];
  /** When the command ran, by what it printed; null where it says nothing of that. */
  readonly takenAtMs: number | null;
  readonly notes: readonly PastedNote[];
}

/** What would make the next paste say more. */
export type PastedNote =
  /** `kubectl get leases` without `-A` or `-n kube-system`: no leader is in it. */
  | "no-leader-leases"
  /** The report does not say on which master it was made, and nobody did. */
  | "host-not-said"
  /** Objects that are neither nodes nor leases were left out. */
  | "other-objects";

export type PastedProblem =
  | { readonly code: "PA-EMPTY" | "PA-BINARY" | "PA-KUBECONFIG" | "PA-NOT" | "PA-NOTHING" | "PA-CUT" }
  | { readonly code: "PA-SIZE"; readonly maxMegabytes: number }
  /** The text is of a known kind and does not read as one; `field` is a name, never a value. */
  | { readonly code: "PA-FORMAT"; readonly what: string; readonly field: string }
  /** Dates of a table are read in UTC alone; the letters of another zone are ambiguous. */
  | { readonly code: "PA-ZONE"; readonly line: number };

export type PartReading =
  | { readonly ok: true; readonly part: Part }
  | { readonly ok: false; readonly problem: PastedProblem };

export function partOf(sights: readonly Sight[], more: Partial<Omit<Part, "sights">> = {}): PartReading {
  return { ok: true, part: { sights, takenAtMs: more.takenAtMs ?? null, notes: more.notes ?? [] } };
}

export function refused(problem: PastedProblem): PartReading {
  return { ok: false, problem };
}

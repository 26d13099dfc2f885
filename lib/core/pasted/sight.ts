import * as z from "zod";
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
export const PastedNote = z.enum([
  /** `kubectl get leases` without `-A` or `-n kube-system`: no leader is in it. */
  "no-leader-leases",
  /** The report does not say on which master it was made, and nobody did. */
  "host-not-said",
  /** Objects that are neither nodes nor leases were left out. */
  "other-objects",
]);
export type PastedNote = z.infer<typeof PastedNote>;

/** Why a text, or a part of one, says nothing. */
export const PastedProblem = z.discriminatedUnion("code", [
  z.strictObject({
    code: z.enum(["PA-EMPTY", "PA-BINARY", "PA-KUBECONFIG", "PA-NOT", "PA-NOTHING", "PA-CUT", "PA-OTHER"]),
  }),
  /** Something secret is in the text, of which nothing at all is then taken. */
  z.strictObject({ code: z.literal("PA-SECRET"), what: z.enum(["Secret", "private key", "token"]) }),
  z.strictObject({ code: z.literal("PA-SIZE"), maxMegabytes: z.number() }),
  /** The text is of a known kind and does not read as one; `field` is a name, never a value. */
  z.strictObject({ code: z.literal("PA-FORMAT"), what: z.string(), field: z.string() }),
  /** Printed as a table for people, where JSON is read. */
  z.strictObject({ code: z.literal("PA-TABLE"), what: z.string() }),
  /** Dates of a table are read in UTC alone; the letters of another zone are ambiguous. */
  z.strictObject({ code: z.literal("PA-ZONE") }),
]);
export type PastedProblem = z.infer<typeof PastedProblem>;

/** A part of the text that says nothing, and why; the line is where it begins, from 1. */
export const Unread = z.strictObject({ line: z.int().nullable(), problem: PastedProblem });
export type Unread = z.infer<typeof Unread>;

/** What a part of the text was taken for. */
export const Recognised = z.strictObject({
  line: z.int(),
  what: z.enum([
    "etcd-status",
    "etcd-failures",
    "etcd-members",
    "nodes",
    "leases",
    "node-leases",
    "certificate-report",
  ]),
  count: z.int(),
  /** The machine that a report of certificates is about, as far as it is said. */
  host: z.string().nullable(),
  takenAtMs: z.number().nullable(),
});
export type Recognised = z.infer<typeof Recognised>;

export type PartReading =
  | { readonly ok: true; readonly part: Part }
  | { readonly ok: false; readonly problem: PastedProblem };

export function partOf(sights: readonly Sight[], more: Partial<Omit<Part, "sights">> = {}): PartReading {
  return { ok: true, part: { sights, takenAtMs: more.takenAtMs ?? null, notes: more.notes ?? [] } };
}

export function refused(problem: PastedProblem): PartReading {
  return { ok: false, problem };
}

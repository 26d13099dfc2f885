import * as z from "zod";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { ElementRef, elementRefs } from "./names.ts";
import { byDanger } from "./patterns.ts";

/**
 * What the headline service bears before it stops. `endless`: nothing in the model stops it. `unknown`: the plan has no
 * such service to judge.
 */
export const Margin = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("known"),
    /** Machines that may fail, whichever they are; -1 = down as planned. The live margin counts the same. */
    borne: z.int().min(-1),
    /** Failures of any kind, of what machines share as well, that together are an outage. */
    failures: z.int().min(0),
    /** One of the smallest sets that stop it. */
    weakest: z.array(ElementRef),
  }),
  z.strictObject({ kind: z.literal("endless") }),
  z.strictObject({ kind: z.literal("unknown") }),
]);
export type Margin = z.infer<typeof Margin>;

export function marginOf({ headline, services, elements }: Analysis): Margin {
  const { margin, machineMargin, service } = headline;
  const main = services.find(({ id }) => id === service);
  if (main?.kind !== "analysed") return { kind: "unknown" };
  if (margin === null) return { kind: "endless" };
  const weakest = (byDanger(main.patterns, elements)[0]?.example ?? []).map(elementRefs(elements));
  return { kind: "known", borne: (machineMargin ?? margin) - 1, failures: margin, weakest };
}

/** Something that machines share stops the service with fewer failures than the machines themselves need. */
export function isSharedFirst({ borne, failures }: Extract<Margin, { kind: "known" }>): boolean {
  return failures <= borne;
}

import * as z from "zod";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { ElementRef, elementRefs } from "./names.ts";
import { byDanger } from "./patterns.ts";

/**
 * Failures until an outage of the headline service: the `failures`-th is the outage. `endless`: nothing in the model
 * stops it. `unknown`: the plan has no such service to judge.
 */
export const Margin = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("known"),
    failures: z.int().min(0),
    /** The same in whole machines; null = no number of them can. */
    machines: z.int().min(0).nullable(),
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
  return { kind: "known", failures: margin, machines: machineMargin, weakest };
}

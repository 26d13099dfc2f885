import { PERMISSIONS } from "#lib/core/connection/permissions.ts";
import { missedVerdict } from "#lib/core/live/judges/missed.ts";
import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Verdict } from "#lib/core/live/live-state.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";

/** What our account may not see, which leaves something unknown, and what it may do beyond need. */
export const judgeAccess: Judge = {
  name: "access",
  kinds: ["access"],
  probes: ["access"],
  judge: (view) =>
    view.of("access").flatMap((sighting): readonly Verdict[] => {
      const permissions = sightValue(sighting)?.permissions ?? null;
      if (permissions === null) {
        return [
          missedVerdict(sighting, {
            subject: "access/review",
            kind: "access",
            every: everyMs("access", view.target.pollSeconds),
          }),
        ];
      }
      const needs = new Map(PERMISSIONS.map(({ id, need }) => [id, need]));
      const lacking = permissions.filter(({ id, isAllowed }) => !isAllowed && needs.get(id) === "needed");
      const excess = permissions.filter(({ id, isAllowed }) => isAllowed && needs.get(id) === "excess");
      const base = { ...seenBase(view, sighting, "access"), machineId: null, confirmations: 1 };
      return [
        ...lacking.map(
          ({ id }): Verdict => ({
            ...base,
            subject: `access/${id}`,
            state: "unknown",
            reason: "not-permitted",
            values: { permission: id },
          }),
        ),
        ...(excess.length === 0
          ? []
          : [
              {
                ...base,
                subject: "access/excess",
                state: "warning" as const,
                reason: "more-than-needed",
                values: { permissions: excess.map(({ id }) => id) },
              },
            ]),
      ];
    }),
};

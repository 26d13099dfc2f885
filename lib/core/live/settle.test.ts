import fc from "fast-check";
import { expect, test } from "vitest";
import type { Settled, Verdict } from "./live-state.ts";
import { settle } from "./settle.ts";

const LOOK_MS = 5000;
/** No verdict rests on this look, so that nothing counts as said before. */
const NO_SAMPLE = -1;

/** Few values of each, so that verdicts in a row are often the same but for one of them. */
const found = fc.record({
  state: fc.constantFrom("ok", "warning", "unknown"),
  reason: fc.constantFrom("a", "b"),
  values: fc.record({ servers: fc.integer({ min: 1, max: 2 }) }),
  gauges: fc.constantFrom({ latencyMs: 1 }, { latencyMs: Number.NaN }, undefined),
  source: fc.constantFrom("api-health a", "api-health b"),
  sample: fc.constantFrom(1, 2),
  isSeen: fc.boolean(),
  confirmations: fc.constantFrom(1, 2),
  tracked: fc.constantFrom<string[]>(["servers"], []),
  missed: fc.constantFrom("timeout", undefined),
});

test("a verdict that says what was said is settled as if it were weighed anew", () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 15 }), (order) => {
      let quick: Settled | undefined;
      let slow: Settled | undefined;
      for (const [at, said] of order.entries()) {
        const verdict = verdictOf(said);
        const context = { wallMs: (at + 1) * 2 * LOOK_MS, observer: "test" };
        const one = settle(quick, verdict, context);
        const other = settle(slow && { ...slow, sample: NO_SAMPLE }, verdict, context);
        expect(one).toEqual(other);
        quick = one.settled;
        slow = other.settled;
      }
    }),
    { numRuns: 6000 },
  );
});

type Said = typeof found extends fc.Arbitrary<infer Value> ? Value : never;

function verdictOf({ isSeen, gauges, missed, ...said }: Said) {
  return {
    ...said,
    ...(gauges === undefined ? {} : { gauges }),
    ...(missed === undefined ? {} : { missed }),
    subject: "api-server/m1",
    kind: "api-server",
    machineId: null,
    observedAtMs: isSeen ? said.sample * LOOK_MS : null,
    everyMs: LOOK_MS,
  } satisfies Verdict;
}

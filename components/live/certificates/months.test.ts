import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CertificateRow } from "#lib/core/api/live.ts";
import { State } from "#lib/core/live/state.ts";
import { monthsOf } from "./months.ts";

const NOW = Date.UTC(2026, 10, 26, 14, 0, 0);
const row = (end: number | null, state: State = "ok"): CertificateRow => ({
  slug: "prod",
  clusterName: "prod",
  fact: {
    subject: `certificate/m1/${end}`,
    kind: "certificate",
    state,
    reason: "valid",
    values: end === null ? {} : { notAfterMs: end },
    machineId: null,
    observedAtMs: NOW,
    sinceMs: NOW,
    source: "certificate x",
    observer: "watcher",
  },
});

test("certificates fall into the month that they end in, over the turn of the year; the past into this month", () => {
  const rows = [
    row(Date.UTC(2026, 10, 1), "critical"),
    row(Date.UTC(2026, 10, 30), "warning"),
    row(Date.UTC(2027, 0, 15)),
    row(Date.UTC(2099, 0, 1)),
    row(null),
  ];
  const months = monthsOf(rows, NOW, 3);
  expect(months.map(({ count, state }) => [count, state])).toEqual([
    [2, "critical"],
    [0, "ok"],
    [1, "ok"],
  ]);
  expect(months.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 7))).toEqual([
    "2026-11",
    "2026-12",
    "2027-01",
  ]);
});

test("a month is as bad as the worst that is known of it, and never good while one is out of sight", () => {
  const end = fc.integer({ min: NOW, max: Date.UTC(2027, 10, 25) });
  const rows = fc.array(fc.tuple(end, fc.constantFrom(...State.options)).map(([at, state]) => row(at, state)));
  fc.assert(
    fc.property(rows, (some) => {
      const months = monthsOf(some, NOW, 13);
      expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(some.length);
      months.forEach(({ startMs, state }, index) => {
        const endMs = months[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
        const own = some.filter(({ fact }) => Number(fact.values.notAfterMs) >= startMs);
        const states = own.filter(({ fact }) => Number(fact.values.notAfterMs) < endMs).map(({ fact }) => fact.state);
        if (state === "ok") expect(states).not.toContain("unknown");
        if (state !== "ok") expect(states).toContain(state);
      });
    }),
  );
});

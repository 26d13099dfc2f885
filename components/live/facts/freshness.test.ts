import { describe, expect, test } from "vitest";
import { freshnessOf } from "./freshness.ts";

const NOW = Date.UTC(2026, 10, 26, 14, 0, 0);
const watch = { nowMs: NOW, pollSeconds: 10, isEngineSilent: false };
const seen = (agoSeconds: number, source = "api-health 10.0.0.11:6443", reason = "ready") => ({
  source,
  observer: "watcher",
  reason,
  state: reason === "stale" ? ("unknown" as const) : ("ok" as const),
  observedAtMs: NOW - agoSeconds * 1000,
});

describe("The age of a live value", () => {
  test.each([
    [4, "fresh"],
    [15, "fresh"],
    [16, "ageing"],
    [30, "ageing"],
    [31, "old"],
  ])("at a poll of 10 s one of %i s is %s", (ago, expected) => {
    expect(freshnessOf(seen(ago), watch)).toBe(expected);
  });

  test("counts in the intervals of its own probe: an hour-old certificate is fresh", () => {
    expect(freshnessOf(seen(3500, "certificate 10.0.0.11:6443"), watch)).toBe("fresh");
    expect(freshnessOf(seen(3600 * 3.5, "certificate 10.0.0.11:6443"), watch)).toBe("old");
  });

  test("nothing is fresh while the engine is silent", () => {
    expect(freshnessOf(seen(1), { ...watch, isEngineSilent: true })).toBe("ageing");
    expect(freshnessOf(seen(60, "certificate x"), { ...watch, isEngineSilent: true })).toBe("ageing");
  });

  test("what was never seen has no age", () => {
    expect(freshnessOf({ ...seen(1), observedAtMs: null }, watch)).toBe("never");
  });

  test("what was pasted is never fresh, and old after a quarter of an hour; a report after thirty days", () => {
    const pasted = (agoSeconds: number, source = "nodes kubectl get") => ({
      ...seen(agoSeconds, source),
      observer: "pasted",
    });
    expect(freshnessOf(pasted(0), watch)).toBe("ageing");
    expect(freshnessOf(pasted(900), watch)).toBe("ageing");
    expect(freshnessOf(pasted(901), watch)).toBe("old");
    expect(freshnessOf(pasted(29 * 86_400, "certificate-report m1"), watch)).toBe("ageing");
    expect(freshnessOf(pasted(31 * 86_400, "certificate-report m1"), watch)).toBe("old");
  });

  test("what the engine called stale stays old", () => {
    expect(freshnessOf(seen(1, "slb x", "stale"), watch)).toBe("old");
    const lease = { ...seen(1, "leases x", "stale"), state: "critical" as const };
    expect(freshnessOf(lease, watch), "a lease that nobody renews is seen all the same").toBe("fresh");
  });
});

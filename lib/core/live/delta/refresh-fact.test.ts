import { expect, test } from "vitest";
import { master, watchLive } from "#lib/testing/live/live-looks.ts";
import { figuresOf, refreshFact } from "./refresh-fact.ts";

const SUBJECT = "api-server/id-m1";

test("what stays down is as old as the last look that found it down, though its fact does not change", () => {
  const live = watchLive();
  live.miss("api-health", master(1, 6443), "refused");
  live.pass(10_000);
  live.miss("api-health", master(1, 6443), "refused");
  const stored = live.fact(SUBJECT);
  if (stored === undefined) throw new Error("There is no such fact.");
  for (let look = 0; look < 20; look += 1) {
    live.pass(10_000);
    expect(live.miss("api-health", master(1, 6443), "refused").facts).toEqual([]);
  }
  const shown = refreshFact(stored, figuresOf(live.state()));
  expect(shown.observedAtMs).toBe(live.clocks.wallMs);
  expect(shown.values).toEqual(stored.values);
});

test("what is seen needs no age of its own: its source has it", () => {
  const live = watchLive();
  live.see("api-backend", { ...master(1, 6443), way: "path" }, { address: "10.0.0.11:6443", leafFingerprint: "f" });
  const names = Object.keys(figuresOf(live.state()).gauges).filter((name) => name.endsWith("observedAtMs"));
  expect(names).toEqual([]);
});

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

test("two balancers that say the same in turn change nothing: the fact keeps its place, and its age is that of the last look", () => {
  const live = watchLive();
  const slb = (host: string) =>
    ({ name: host, machineId: null, address: `http://${host}/slb`, way: "direct" }) as const;
  const see = (host: string, vrrp: string) => live.see("slb", slb(host), { host, vrrp, mastersUp: 3 });
  see("lb1", "MASTER");
  see("lb2", "BACKUP");
  live.pass(2500);
  see("lb1", "MASTER");
  const told = live.fact("vip/main");
  if (told === undefined) throw new Error("There is no such fact.");
  for (const host of ["lb2", "lb1", "lb2"]) {
    live.pass(2500);
    expect(see(host, host === "lb1" ? "MASTER" : "BACKUP").facts).toEqual([]);
    expect(refreshFact(told, figuresOf(live.state()))).toMatchObject({
      source: told.source,
      observedAtMs: live.clocks.wallMs,
      values: told.values,
    });
  }
  live.pass(2500);
  const { facts } = see("lb2", "MASTER");
  expect(facts, "what changes names the place that showed it").toMatchObject([
    { subject: "vip/main", source: "slb http://lb2/slb", observedAtMs: live.clocks.wallMs },
  ]);
});

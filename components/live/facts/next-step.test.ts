import { expect, test } from "vitest";
import type { Fact } from "#lib/core/live/state.ts";
import { unseenOf } from "./next-step.ts";

const fact = (over: Partial<Fact>): Fact => ({
  subject: "api-server/m1",
  kind: "api-server",
  state: "unknown",
  reason: "timeout",
  values: {},
  machineId: "m1",
  observedAtMs: null,
  sinceMs: 0,
  source: "api-health x",
  observer: "watcher",
  ...over,
});

test("what cannot be seen is gathered by its reason, each with the step that would show it; the rest is left out", () => {
  const facts = [
    fact({}),
    fact({ subject: "access/leases", kind: "access", reason: "not-permitted" }),
    fact({ subject: "api-server/m2" }),
    fact({ subject: "etcd-member/m1", kind: "etcd-member", reason: "not-configured" }),
    fact({ subject: "vip/main", kind: "vip", reason: "no-channel" }),
    fact({ subject: "node/m1", kind: "node", state: "critical", reason: "not-ready" }),
  ];
  expect(unseenOf(facts).map(({ step, reason, facts: of }) => [step, reason, of.length])).toEqual([
    ["network", "timeout", 2],
    ["permission", "not-permitted", 1],
    ["add-etcd", "not-configured", 1],
    ["add-balancer", "no-channel", 1],
  ]);
});

test("what grew old because its looks are missed leads to why they are, and not to the engine", () => {
  const old = (values: Fact["values"]) => fact({ reason: "stale", values: { lastState: "ok", ...values } });
  const groups = unseenOf([
    old({}),
    old({ lastMiss: "refused" }),
    old({ lastMiss: "refused" }),
    old({ lastMiss: "forbidden" }),
  ]);
  expect(groups.map(({ step, facts: of }) => [step, of.length])).toEqual([
    ["network", 2],
    ["engine", 1],
    ["permission", 1],
  ]);
});

test("of what was pasted a newer paste tells more where only time is missing; no engine's way is blamed", () => {
  const pasted = (reason: string) => unseenOf([fact({ reason, observer: "pasted" })])[0]?.step;
  expect(["stale", "settling"].map(pasted)).toEqual(["paste", "paste"]);
  expect(pasted("timeout")).toBe("look-at-server");
});

import { expect, test } from "vitest";
import type { EventRow } from "#lib/core/api/live.ts";
import { daysOf } from "./days.ts";

const event = (id: string, atMs: number): EventRow => ({
  id,
  slug: "prod",
  clusterName: "prod",
  subject: "etcd-member/m1",
  kind: "etcd-member",
  machineId: "m1",
  what: "state",
  from: "ok",
  to: "warning",
  reason: "refused",
  values: {},
  atMs,
  isPasted: false,
});

test("events stand under the day of the viewer's zone", () => {
  const events = [event("b", Date.UTC(2026, 10, 26, 16, 30)), event("a", Date.UTC(2026, 10, 26, 15, 30))];
  expect(daysOf(events, "Asia/Shanghai").map(({ date, events: of }) => [date, of.length])).toEqual([
    ["2026-11-27", 1],
    ["2026-11-26", 1],
  ]);
  expect(daysOf(events, "UTC").map(({ date }) => date)).toEqual(["2026-11-26"]);
});

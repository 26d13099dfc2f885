import { expect, test } from "vitest";
import type { Fact } from "#lib/core/live/state.ts";
import { seatsOf } from "./seats.ts";

const pod = (node: string, reason: string): Fact => ({
  subject: `static-pod/kube-scheduler-${node}`,
  kind: "static-pod",
  state: reason === "running" ? "ok" : "warning",
  reason,
  values: { component: "kube-scheduler", node },
  machineId: node,
  observedAtMs: 1,
  sinceMs: 0,
  source: "static-pods x",
  observer: "watcher",
});
const lease = (holder: string) => ({ subject: "lease/kube-scheduler", values: { holder } });

test("a scheduler that crashes is no seat; where no pod can be seen, nobody guesses", () => {
  const pods = [pod("m1", "running"), pod("m2", "running"), pod("m3", "crash-loop")];
  expect(seatsOf(pods, lease("m1"))).toEqual({ total: 2, standby: 1, planned: 3 });
  expect(seatsOf(pods, lease(""))).toEqual({ total: 2, standby: 2, planned: 3 });
  expect(seatsOf([], lease("m1")).total).toBeNull();
});

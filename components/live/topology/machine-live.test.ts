import { describe, expect, test } from "vitest";
import type { Fact } from "#lib/core/live/state.ts";
import { byMachine, unplannedOf } from "./machine-live.ts";

const fact = (over: Partial<Fact>): Fact => ({
  subject: "node/m1",
  kind: "node",
  state: "ok",
  reason: "ready",
  values: {},
  machineId: "m1",
  observedAtMs: 1000,
  sinceMs: 0,
  source: "nodes x",
  observer: "watcher",
  ...over,
});

describe("What a card of the live topology shows", () => {
  test("the leader of etcd and the holders of leases wear a crown on the machine that they run on", () => {
    const live = byMachine([
      fact({}),
      fact({ subject: "etcd-member/m1", kind: "etcd-member", values: { isLeader: true } }),
      fact({ subject: "lease/kube-scheduler", kind: "lease", values: { holder: "m1" } }),
      fact({ subject: "api-server/m1", kind: "api-server" }),
    ]).get("m1");
    expect(live?.chips.map(({ label, isHolder }) => [label, isHolder])).toEqual([
      ["etcd", true],
      ["sched", true],
      ["api", false],
    ]);
  });

  test("a machine is as bad as the worst that is known of it, with the unknown beside", () => {
    const live = byMachine([fact({}), fact({ subject: "api-server/m1", kind: "api-server", state: "unknown" })]);
    expect(live.get("m1")).toMatchObject({ state: "ok", unknownCount: 1 });
  });

  test("a leader is not at fault for a thin quorum, nor the holder of the VIP for a balancer that is gone", () => {
    const quorum = fact({ subject: "etcd-quorum/main", kind: "etcd-quorum", state: "critical" });
    const vip = fact({ subject: "vip/main", kind: "vip", state: "warning", values: { holder: "m1" } });
    expect(byMachine([fact({}), quorum, vip]).get("m1")?.state).toBe("ok");
    const balancer = fact({ kind: "balancer", state: "warning", reason: "backends-down" });
    expect(byMachine([balancer]).get("m1")?.state).toBe("ok");
  });

  test("what runs on no planned machine lies in the tray; a lease that nobody holds does not", () => {
    const stray = fact({ subject: "node/extra", machineId: null });
    const free = fact({ subject: "lease/kube-scheduler", kind: "lease", machineId: null, values: { holder: "" } });
    const all = fact({ subject: "node/all", machineId: null, state: "unknown" });
    const gone = fact({ subject: "node/m9", machineId: "m9" });
    expect(unplannedOf([stray, free, all, gone, fact({})], new Set(["m1"]))).toEqual([stray, gone]);
  });
});

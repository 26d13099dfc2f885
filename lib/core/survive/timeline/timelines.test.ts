import { describe, expect, test } from "vitest";
import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import type { Timeline } from "#lib/core/survive/analysis.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { twoZones } from "#lib/testing/plans/two-zones.ts";
import { nodesByZone, taintSeconds } from "./eviction.ts";

const told = (plan: Plan) => analyse(plan, { candidates: false }).timelines;

function moments(plan: Plan, code: Timeline["code"], element?: string) {
  const found = told(plan).find(
    (each) => each.code === code && (element === undefined || each.elementIds[0] === element),
  );
  return Object.fromEntries(
    found?.steps.map(({ code: step, atSeconds, untilSeconds }) => [step, [atSeconds, untilSeconds]]) ?? [],
  );
}

function withOptions(plan: Plan, options: Partial<Plan["options"]>): Plan {
  return { ...plan, options: { ...plan.options, ...options } };
}

describe("a load balancer lost", () => {
  test("VRRP waits three adverts and the skew of the standby's priority", () => {
    // Standby k8s-slb2 has priority 100: (256 - 100) / 256 s.
    expect(moments(templatePlan("T2b", "T2b"), "balancer-lost")).toMatchObject({ "vip-moved": [3.61, 3.61] });
  });

  test("a shorter advert interval moves the VIP sooner", () => {
    const plan = twoZones();
    const endpoints = plan.endpoints.map((endpoint) => ({
      ...endpoint,
      lb: {
        kind: "keepalived-haproxy" as const,
        members: ["slb1", "slb2"],
        advertIntervalSeconds: 0.5,
        checkIntervalMs: 500,
      },
    }));
    const fast = { ...plan, endpoints };
    expect(moments(fast, "balancer-lost")["vip-moved"]).toEqual([2.11, 2.11]);
    expect(moments(fast, "control-plane-lost")["balancer-marked-down"]).toEqual([1, 1.5]);
  });
});

describe("a master lost", () => {
  test("HAProxy sees it after three checks, a standby takes the lease after it ran out", () => {
    const plan = templatePlan("T3", "T3");
    expect(moments(plan, "control-plane-lost")).toMatchObject({
      "balancer-marked-down": [4, 6],
      "api-restored": [4, 6],
      "node-not-ready": [50, 55],
    });
    expect(moments(plan, "controller-leader-lost")["lease-taken"]).toEqual([15, 19.4]);
  });

  test("the plan's own election timeout decides how long writes stop", () => {
    const plan = withOptions(twoZones(), { etcd: { topology: "stacked", heartbeatMs: 250, electionMs: 5000 } });
    expect(moments(plan, "etcd-leader-lost")["etcd-leader-elected"]).toEqual([5, 10]);
  });

  test("the only one stays lost", () => {
    const [lost] = told(templatePlan("T1", "T1")).filter(({ code }) => code === "control-plane-lost");
    expect(lost).toMatchObject({ isAutomatic: false, steps: [{ code: "failure" }, { code: "not-recovered" }] });
  });
});

describe("nodes lost", () => {
  test.each([
    ["1.31.4", undefined, 40],
    ["1.32.0", undefined, 50],
    ["v1.36.3", undefined, 50],
    ["1.31.4", 20, 20],
  ])("Kubernetes %s with grace %s s marks a node after %s s", (version, nodeMonitorGraceSeconds, grace) => {
    const kubernetes = { version, ...(nodeMonitorGraceSeconds === undefined ? {} : { nodeMonitorGraceSeconds }) };
    const plan = withOptions(twoZones(), { kubernetes });
    expect(moments(plan, "worker-lost")).toMatchObject({
      "node-not-ready": [grace, grace + 5],
      "eviction-started": [grace + 300, grace + 305],
    });
  });

  test("a volume that one node may write waits six minutes more", () => {
    const plan = withOptions(twoZones(), { storage: [{ kind: "longhorn" }] });
    expect(moments(plan, "worker-lost")["volume-reattached"]).toEqual([710, 715]);
  });

  const zones = (...counts: readonly number[]): Plan => {
    const plan = twoZones();
    const machines = plan.machines
      .slice(-1)
      .flatMap((like) =>
        counts.flatMap((count, zone) =>
          Array.from({ length: count }, (_, index) => ({ ...like, id: `z${zone}-${index}`, zone: `z${zone}` })),
        ),
      );
    return { ...plan, machines };
  };

  test.each([
    ["a whole zone of 10", zones(10, 10), 10, 100],
    ["a whole zone of 100", zones(100, 10), 100, 1000],
    ["a whole zone of 1,667", zones(1667, 10), 1667, 16_670],
    ["60 of 100", zones(100, 10), 60, 6000],
    ["6 of 10", zones(10, 10), 6, null],
    ["5 of 10", zones(10, 10), 5, 50],
    ["everything", zones(10), 10, null],
  ])("taints of %s are spread over the seconds that the rate gives", (_, plan, count, expected) => {
    const nodesOf = (machines: Plan["machines"]) => nodesByZone(modelOf({ ...plan, machines }).tree.stands);
    expect(taintSeconds(nodesOf(plan.machines), nodesOf(plan.machines.slice(0, count)))).toBe(expected);
  });
});

describe("failures that stop the API", () => {
  test("a zone with the majority leaves no quorum: controllers stop, the API server restarts in vain", () => {
    expect(moments(twoZones(), "zone-lost", "zone:za")).toEqual({
      failure: [0, 0],
      "controllers-stopped": [10, 10],
      "apiserver-restarted": [80, 80],
      "not-recovered": [80, 80],
    });
  });

  test("a lost path turns into an outage of workloads once nodes count as lost", () => {
    expect(moments(twoZones(), "path-lost")).toMatchObject({
      "node-not-ready": [50, 55],
      "endpoints-removed": [50, 55],
    });
  });

  test("the other zone is only an interruption", () => {
    const [lost] = told(twoZones()).filter(({ elementIds }) => elementIds[0] === "zone:zb");
    expect(lost?.isAutomatic).toBe(true);
  });
});

test("failover costs seconds a year that no redundancy removes", () => {
  const { failover } = analyse(templatePlan("T2b", "T2b"), { candidates: false });
  const sum = failover?.parts.reduce(
    (total, { failuresPerYear, share, secondsEach }) => total + failuresPerYear * share * secondsEach,
    0,
  );
  expect(failover?.secondsPerYear).toBeCloseTo(sum ?? 0, 9);
  expect(failover?.parts.map(({ code }) => code)).toEqual(["balancer", "apiserver", "etcd-leader"]);
});

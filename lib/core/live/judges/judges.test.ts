import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { ApiHealth, BackendRow, CertificateChain, MissReason, NodeRecord } from "#lib/core/live/observation.ts";
import { worstOf } from "#lib/core/live/roll-up.ts";
import { FactKind, State } from "#lib/core/live/state.ts";
import { master, VIP, type Watching, watchLive } from "#lib/testing/live/live-looks.ts";
import { judges } from "./judges.ts";

let live: Watching;
const DAY_MS = 86_400_000;
const POLL_MS = 5000;
const API = (number: number) => master(number, 6443);

const health = (over: Partial<ApiHealth> = {}): ApiHealth => ({
  status: 200,
  checks: [],
  latencyMs: 8,
  serverTimeMs: null,
  leafFingerprint: null,
  backendAddress: null,
  ...over,
});
const chain = (
  over: Partial<CertificateChain["chain"][number]> = {},
  about: Partial<CertificateChain> = {},
): CertificateChain => ({
  chain: [
    {
      subject: "CN=kube-apiserver",
      issuer: "CN=kubernetes",
      serial: "1",
      fingerprint: "f".repeat(64),
      notBeforeMs: live.clocks.wallMs - 100 * DAY_MS,
      notAfterMs: live.clocks.wallMs + 265 * DAY_MS,
      sans: ["m1", "10.0.0.11", "kubernetes"],
      isCa: false,
      ...over,
    },
  ],
  trustProblem: null,
  nameProblem: null,
  isConnectionRefusedAfter: false,
  ...about,
});
const node = (number: number, over: Partial<NodeRecord> = {}): NodeRecord => ({
  name: `m${number}`,
  uid: `u${number}`,
  addresses: [`10.0.0.1${number}`],
  roles: ["control-plane"],
  conditions: [{ type: "Ready", status: "True", sinceMs: 0 }],
  isUnschedulable: false,
  kubeletVersion: "v1.36.3",
  systemUuid: `s${number}`,
  bootId: "b",
  cpuMillis: 8000,
  memoryMiB: 32_000,
  zone: null,
  ...over,
});
const row = (server: string, status: string, over: Partial<BackendRow> = {}): BackendRow => ({
  proxy: "apiservers",
  server,
  status,
  checkStatus: "L7OK",
  checkCode: 200,
  lastChangeSeconds: 10,
  address: null,
  ...over,
});
function times(count: number, look: () => void): void {
  for (let at = 0; at < count; at += 1) {
    look();
    live.pass(POLL_MS);
  }
}

beforeEach(() => {
  live = watchLive();
});

test("each kind of fact belongs to exactly one judge; the margin is asked of the engine", () => {
  const owned = judges.flatMap(({ kinds }) => kinds);
  expect(new Set(owned).size).toBe(owned.length);
  expect(FactKind.options.filter((kind) => !owned.includes(kind))).toEqual(["margin"]);
});

test("in a roll-up unknown is never ok and never critical, whatever stands beside it", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...State.options)), (states) => {
      const facts = states.map((state) => ({ state }));
      const { state, unknownCount } = worstOf(facts);
      const known = facts.filter((fact) => fact.state !== "unknown");
      expect(unknownCount).toBe(facts.length - known.length);
      const judged = known.filter((fact) => ["ok", "warning", "critical"].includes(fact.state));
      if (judged.length > 0) expect(state).toBe(worstOf(judged).state);
      else if (unknownCount > 0) expect(state).toBe("unknown");
      if (state === "ok" || state === "critical") expect(states).toContain(state);
    }),
  );
});

test("what grows old while its looks are missed says why they are", () => {
  live = watchLive();
  live.see("api-health", API(1), health({ serverTimeMs: live.clocks.wallMs }));
  for (let look = 0; look < 4; look += 1) {
    live.pass(POLL_MS);
    live.miss("api-health", API(1), "timeout");
  }
  expect(live.fact("clock/id-m1")).toMatchObject({
    state: "unknown",
    reason: "stale",
    values: { lastState: "ok", lastMiss: "timeout" },
  });
});

describe("The way to the API", () => {
  test("servers that answer behind a path that does not are the balancer's fault", () => {
    times(3, () => {
      for (const number of [1, 2, 3]) live.see("api-health", API(number), health());
      live.miss("api-health", VIP, "refused");
    });
    expect(live.fact("api-path/main")).toMatchObject({ state: "critical", reason: "balancer-fault" });
    expect(live.fact("api-server/id-m1")?.state).toBe("ok");
  });

  test("one master's certificate without the VIP is one lasting warning that names the master, not a flapping path", () => {
    const named = ["kubernetes", "10.0.0.10"];
    for (const number of [1, 2, 3]) {
      live.see("api-health", API(number), health());
      live.see("certificate", API(number), chain({ sans: number === 2 ? ["kubernetes"] : named }));
    }
    live.see("api-health", VIP, health());
    times(12, () => {
      live.pass(POLL_MS);
      live.miss("api-health", VIP, "tls-name");
      live.see("api-health", VIP, health());
      live.see("api-health", VIP, health());
    });
    expect(live.fact("api-path/main")).toMatchObject({
      state: "warning",
      reason: "some-names-missing",
      values: { withoutName: ["m2"] },
    });
    expect(live.transitions.filter(({ subject }) => subject === "api-path/main")).toHaveLength(1);
    live.pass(601_000);
    live.see("api-health", VIP, health());
    expect(live.fact("api-path/main")?.state).toBe("ok");
  });

  test("the same is one warning where the connection is polled every five minutes, and ends once the certificate is mended", () => {
    const slow = watchLive({ pollSeconds: 300 });
    const named = ["kubernetes", "10.0.0.10"];
    const show = (second: readonly string[]): void => {
      for (const number of [1, 2, 3]) {
        slow.see("api-health", API(number), health());
        slow.see("certificate", API(number), chain({ sans: number === 2 ? second : named }));
      }
    };
    show(["kubernetes"]);
    slow.see("api-health", VIP, health());
    times(8, () => {
      for (const isNamed of [false, true, true]) {
        slow.pass(300_000);
        if (isNamed) slow.see("api-health", VIP, health());
        else slow.miss("api-health", VIP, "tls-name");
      }
    });
    const told = () => slow.transitions.filter(({ subject, what }) => subject === "api-path/main" && what === "state");
    expect(told().map(({ to }) => to)).toEqual(["warning"]);
    show(named);
    slow.see("api-health", VIP, health());
    expect(told().map(({ to }) => to)).toEqual(["warning", "ok"]);
  });

  test("certificates that all lack the address leave the path unknown, with its reason", () => {
    live.see("api-health", VIP, health());
    times(20, () => live.miss("api-health", VIP, "tls-name"));
    expect(live.fact("api-path/main")).toMatchObject({ state: "unknown", reason: "tls-name" });
  });

  test("one slow answer is a warning at once, three failures in a row are critical", () => {
    live.see("api-health", VIP, health({ latencyMs: 1500 }));
    expect(live.fact("api-path/main")).toMatchObject({ state: "warning", reason: "slow" });
    times(2, () => live.miss("api-health", VIP, "timeout"));
    expect(live.fact("api-path/main")?.state).toBe("warning");
    live.miss("api-health", VIP, "timeout");
    expect(live.fact("api-path/main")?.state).toBe("critical");
  });

  test("401, 403 and 429 are reachable with unknown health, and a shutting-down server is draining", () => {
    for (const status of [401, 403, 429]) {
      live.see("api-health", API(1), health({ status }));
      expect(live.fact("api-server/id-m1")).toMatchObject({ state: "unknown", reason: `status-${status}` });
    }
    times(2, () =>
      live.see("api-health", API(2), health({ status: 500, checks: [{ name: "shutdown", isOk: false }] })),
    );
    expect(live.fact("api-server/id-m2")).toMatchObject({
      state: "warning",
      reason: "draining",
      values: { failedChecks: ["shutdown"] },
    });
  });

  test("a master whose certificate the VIP shows is hidden from us, not down", () => {
    live.see("api-health", API(1), health({ leafFingerprint: "aa" }));
    times(2, () => {
      live.see("api-health", VIP, health({ leafFingerprint: "aa" }));
      live.miss("api-health", API(1), "timeout");
    });
    expect(live.fact("api-server/id-m1")).toMatchObject({ state: "unknown", reason: "only-through-balancer" });
  });
});

describe("Certificates", () => {
  test.each([
    [265, "ok", "valid"],
    [29, "warning", "expires-soon"],
    [6, "critical", "expires-soon"],
    [-1, "critical", "expired"],
  ] as const)("with %i days left are %s (%s)", (days, state, reason) => {
    live.see("certificate", API(1), chain({ notAfterMs: live.clocks.wallMs + days * DAY_MS }));
    expect(live.fact("certificate/id-m1/apiserver")).toMatchObject({ state, reason, machineId: "id-m1" });
  });

  test("at several ports of one machine stand beside each other", () => {
    live.see("certificate", API(1), chain());
    live.see("certificate", master(1, 2379), chain({ subject: "CN=m1" }));
    live.see("certificate", API(1), chain());
    const subjects = ["certificate/id-m1/apiserver", "certificate/id-m1/etcd-server"];
    expect(subjects.map((subject) => live.fact(subject)?.state)).toEqual(["ok", "ok"]);
  });

  test("not yet valid ones are critical, and year 9999 is far away", () => {
    live.see("certificate", API(1), chain({ notBeforeMs: live.clocks.wallMs + 1000 }));
    expect(live.fact("certificate/id-m1/apiserver")?.reason).toBe("not-yet-valid");
    live.see("certificate", API(2), chain({ notAfterMs: Date.UTC(9999, 11, 31, 23, 59, 59) }));
    expect(live.fact("certificate/id-m2/apiserver")?.state).toBe("ok");
  });

  test("trust is a fact of its own beside the dates, from the first look: the next comes an hour later", () => {
    live.see("certificate", API(1), chain({}, { trustProblem: "SELF_SIGNED_CERT_IN_CHAIN" }));
    expect(live.fact("certificate/id-m1/apiserver")?.state).toBe("ok");
    expect(live.fact("certificate/id-m1/apiserver/trust")).toMatchObject({
      state: "warning",
      values: { problem: "SELF_SIGNED_CERT_IN_CHAIN" },
    });
  });

  test("a VIP of the plan that the certificate does not name turns clients away", () => {
    const { plan } = live.state().target;
    if (plan === null) throw new Error("no plan");
    const endpoints = [
      { id: "api", audience: "nodes" as const, vips: ["10.0.0.10"], port: 6443, lb: { kind: "none" as const } },
    ];
    live = watchLive({ plan: { ...plan, endpoints } });
    live.see("certificate", API(1), chain());
    expect(live.fact("certificate/id-m1/apiserver/names")).toMatchObject({
      state: "critical",
      values: { missing: ["10.0.0.10"] },
    });
    times(1, () => live.see("certificate", API(1), chain({ sans: ["m1", "10.0.0.11", "10.0.0.10"] })));
    expect(live.fact("certificate/id-m1/apiserver/names")).toBeUndefined();
  });

  test("a rotating one below a quarter of its life is stuck", () => {
    live.see("certificate", master(1, 10250), chain({ notAfterMs: live.clocks.wallMs + 20 * DAY_MS }));
    expect(live.fact("certificate/id-m1/kubelet")).toMatchObject({ state: "warning", reason: "rotation-stuck" });
  });
});

describe("Nodes", () => {
  test("a master that is not ready for a minute is critical, a worker a warning; planned ones without a node are named", () => {
    const since = live.clocks.wallMs - 90_000;
    const away = { conditions: [{ type: "Ready", status: "Unknown", sinceMs: since }] };
    times(2, () => live.see("nodes", VIP, { nodes: [node(1, away), node(2, { ...away, roles: [] })] }));
    expect(live.fact("node/m1")).toMatchObject({ state: "critical", reason: "kubelet-silent", machineId: "id-m1" });
    expect(live.fact("node/m2")).toMatchObject({ state: "warning" });
    expect(live.fact("node/planned/id-m3")).toMatchObject({ state: "warning", reason: "planned-not-found" });
  });

  test("two with one product UUID are a cloned machine", () => {
    times(2, () => live.see("nodes", VIP, { nodes: [node(1), node(2, { systemUuid: "s1" }), node(3)] }));
    expect([1, 2, 3].map((number) => live.fact(`node/m${number}`)?.reason)).toEqual([
      "cloned-machine",
      "cloned-machine",
      "ready",
    ]);
  });

  test("a list that we may not read leaves nodes unknown, with the reason", () => {
    live.miss("nodes", VIP, "forbidden", 403);
    expect(live.fact("node/all")).toMatchObject({ state: "unknown", reason: "forbidden" });
  });
});

describe("Load balancers", () => {
  const LB = { name: "slb1", machineId: null, address: "http://10.0.0.8:9000/stats", way: "direct" } as const;

  test("a server without a check is unknown, never up, and a planned master without a back end is named", () => {
    times(2, () =>
      live.see("haproxy-stats", LB, { rows: [row("m1", "UP"), row("m2", "no check"), row("m9", "DOWN")] }),
    );
    expect(live.fact("backend/slb1/apiservers/m2")).toMatchObject({
      state: "unknown",
      reason: "no-check",
      machineId: "id-m2",
    });
    expect(live.fact("backend/slb1/apiservers/m9")).toMatchObject({
      state: "warning",
      reason: "down",
      values: { isPlanned: false },
    });
    expect(live.fact("balancer/slb1")).toMatchObject({
      state: "warning",
      reason: "master-missing",
      values: { up: 1, missing: ["m3"] },
    });
  });

  test("a check that the API turns away is said to be that", () => {
    times(2, () =>
      live.see("haproxy-stats", LB, { rows: [row("m1", "DOWN", { checkStatus: "L7STS", checkCode: 401 })] }),
    );
    expect(live.fact("backend/slb1/apiservers/m1")?.reason).toBe("check-unauthorised");
  });

  test("statistics that do not answer make it unknown", () => {
    times(3, () => live.miss("haproxy-stats", LB, "refused"));
    expect(live.fact("balancer/slb1")).toMatchObject({ state: "unknown", reason: "refused", observedAtMs: null });
    expect(live.fact("balancer/slb1")?.values).not.toHaveProperty("up");
  });

  test("what a balancer said last keeps its age when its statistics stop answering", () => {
    times(2, () => live.see("haproxy-stats", LB, { rows: [row("m1", "UP"), row("m2", "UP"), row("m3", "UP")] }));
    const seen = live.fact("balancer/slb1");
    times(20, () => live.miss("haproxy-stats", LB, "refused"));
    expect(live.fact("balancer/slb1")).toMatchObject({
      ...{ state: "unknown", reason: "refused", observedAtMs: seen?.observedAtMs },
      values: { up: 3, total: 3 },
    });
  });

  const slb = (host: string) =>
    ({ name: host, machineId: null, address: `http://${host}/slb`, way: "direct" }) as const;
  function say(host: string, vrrp: string): void {
    live.see("slb", slb(host), { host, vrrp, mastersUp: 3 });
    live.pass(10);
  }

  test("two holders twice are a split; a move between two looks is none, and is told as a move", () => {
    times(2, () => {
      say("slb1", "MASTER");
      say("slb2", "BACKUP");
    });
    expect(live.fact("vip/main")).toMatchObject({ state: "ok", values: { holder: "slb1" } });
    say("slb2", "MASTER");
    live.pass(POLL_MS);
    say("slb1", "BACKUP");
    expect(live.fact("vip/main")).toMatchObject({ state: "ok", values: { holder: "slb2" } });
    expect(live.transitions.filter(({ what }) => what === "holder")).toMatchObject([{ from: "slb1", to: "slb2" }]);
    times(3, () => {
      say("slb1", "MASTER");
      say("slb2", "MASTER");
    });
    expect(live.fact("vip/main")).toMatchObject({ state: "critical", reason: "two-holders" });
  });
});

describe("The spread over the API servers", () => {
  const answer = (host: string) =>
    live.see("api-backend", VIP, { address: `${host}:6443`, leafFingerprint: "a".repeat(64) });
  const MINUTE_MS = 60_000;
  function minutes(count: number, ...hosts: readonly string[]): void {
    for (let at = 0; at < count; at += 1) {
      answer(hosts[at % hosts.length] ?? "");
      live.pass(MINUTE_MS);
    }
  }
  const path = () => live.fact("backend-spread/path");

  test("is not judged before ten minutes, and then a master that was never chosen is named", () => {
    minutes(9, "10.0.0.11", "10.0.0.12");
    expect(path()).toMatchObject({ state: "unknown", reason: "settling" });
    minutes(4, "10.0.0.11", "10.0.0.12");
    expect(path()).toMatchObject({ state: "warning", reason: "never-chosen", values: { missing: ["m3"] } });
    minutes(2, "10.0.0.13");
    expect(path()).toMatchObject({ state: "ok", reason: "all-chosen" });
  });

  test("a balancer that ties us to one server says nothing of the others", () => {
    minutes(14, "10.0.0.12");
    expect(path()).toMatchObject({ state: "unknown", reason: "one-seen" });
  });

  test("an address outside the plan is critical, a shared name is none", () => {
    minutes(2, "api.example.org");
    expect(path()?.state).toBe("unknown");
    minutes(2, "10.0.0.99");
    expect(path()).toMatchObject({
      state: "critical",
      reason: "outside-plan",
      values: { outside: ["10.0.0.99:6443"] },
    });
  });

  test("a master that the cluster itself no longer counts is named", () => {
    times(2, () => live.see("api-endpoints", VIP, { addresses: ["10.0.0.11", "10.0.0.13"] }));
    expect(live.fact("backend-spread/cluster")).toMatchObject({
      state: "warning",
      reason: "not-counted",
      values: { missing: ["m2"] },
    });
    live.see("api-endpoints", VIP, { addresses: ["10.0.0.11", "10.0.0.12", "10.0.0.13"] });
    expect(live.fact("backend-spread/cluster")?.state).toBe("ok");
  });
});

describe("Versions and clocks", () => {
  test("servers two minors apart and a kubelet newer than its server are outside the policy", () => {
    times(2, () => {
      live.see("api-version", API(1), { gitVersion: "v1.36.3" });
      live.see("api-version", API(2), { gitVersion: "v1.34.1" });
    });
    expect(live.fact("version/apiservers")).toMatchObject({ state: "critical", reason: "outside-policy" });
    times(2, () => live.see("nodes", VIP, { nodes: [node(1, { kubeletVersion: "v1.36.3" })] }));
    expect(live.fact("version/kubelets")).toMatchObject({ state: "critical", values: { outside: ["m1"] } });
  });

  test("a clock twelve seconds ahead is critical, half a second of rounding is nothing", () => {
    times(2, () => live.see("api-health", API(1), health({ serverTimeMs: live.clocks.wallMs + 12_000 })));
    expect(live.fact("clock/id-m1")).toMatchObject({ state: "critical", reason: "skewed" });
    times(2, () => live.see("api-health", API(2), health({ serverTimeMs: live.clocks.wallMs - 400 })));
    expect(live.fact("clock/id-m2")?.state).toBe("ok");
  });
});

test("what our account lacks is unknown by name, what it has beyond need is a warning", () => {
  live.see("access", VIP, {
    permissions: [
      { id: "list nodes", isAllowed: false },
      { id: "list secrets", isAllowed: true },
    ],
  });
  expect(live.fact("access/list nodes")).toMatchObject({ state: "unknown", reason: "not-permitted" });
  expect(live.fact("access/excess")).toMatchObject({ state: "warning", values: { permissions: ["list secrets"] } });
});

test("whatever is missed, no fact becomes ok", () => {
  const reasons: MissReason[] = [
    "timeout",
    "refused",
    "dns",
    "forbidden",
    "unauthorised",
    "tls-untrusted",
    "bad-answer",
    "probe-error",
  ];
  const probes = judges.flatMap(({ probes: own }) => own);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...probes), fc.constantFrom(...reasons)), { maxLength: 30 }),
      (misses) => {
        live = watchLive();
        for (const [probe, reason] of misses) {
          live.miss(probe, API(1), reason);
          live.pass(1000);
        }
        expect(live.facts().filter(({ state }) => state === "ok")).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

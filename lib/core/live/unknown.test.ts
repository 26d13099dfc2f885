import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { lease, master, VIP, type Watching, watchLive } from "#lib/testing/live/live-looks.ts";
import { lossesOf } from "./margin/losses.ts";
import { marginModel } from "./margin/margin-model.ts";
import type { CertificateChain, EtcdStatus, MissReason, NodeRecord, ProbeName, Target } from "./observation.ts";
import { worstOf } from "./roll-up.ts";
import type { Fact, FactKind, State } from "./state.ts";
import { cellsOf, countFacts, type TileCells } from "./tile.ts";

const DAY_MS = 86_400_000;
/** Longer than three times the longest rhythm of a look that an engine makes. */
const SILENCE_MS = 2 * DAY_MS;
const REASONS: readonly MissReason[] = ["timeout", "refused", "forbidden", "tls-untrusted", "unauthorised", "dns"];
const MISSABLE: readonly ProbeName[] = ["api-health", "etcd-status", "leases", "nodes", "certificate", "etcd-members"];
const KINDS = {
  api: ["api-path", "api-server"],
  etcd: ["etcd-quorum", "etcd-alarm", "etcd-member"],
  vip: ["vip"],
  certificates: ["certificate"],
  nodes: ["node"],
} satisfies Readonly<Record<keyof TileCells, readonly FactKind[]>>;

type Look = (live: Watching) => void;
const number = fc.integer({ min: 1, max: 3 });
const place = (port: number): fc.Arbitrary<Target> =>
  fc.oneof(
    number.map((at) => master(at, port)),
    fc.constant(VIP),
  );

const apiLook = fc.tuple(place(6443), fc.constantFrom(200, 401, 500), fc.constantFrom(5, 2500)).map(
  ([target, status, latencyMs]): Look =>
    (live) => {
      const checks = [{ name: "etcd", isOk: status === 200 }];
      const rest = { serverTimeMs: null, leafFingerprint: null, backendAddress: null };
      live.see("api-health", target, { status, checks, latencyMs, ...rest });
    },
);
const statusOf = (at: number, leader: number, lag: number): EtcdStatus => ({
  clusterId: "c",
  memberId: `a${at}`,
  leaderId: leader === 0 ? null : `a${leader}`,
  version: "3.6.4",
  raftTerm: 4,
  raftIndex: 100_000 - lag,
  appliedIndex: 100_000 - lag,
  dbSizeBytes: 20_000_000,
  dbInUseBytes: 10_000_000,
  quotaBytes: null,
  isLearner: false,
  errors: lag === 0 ? [] : ["memberID:10 alarm:NOSPACE"],
  latencyMs: 5,
});
const etcdLook = fc.tuple(number, fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 9000)).map(
  ([at, leader, lag]): Look =>
    (live) =>
      live.see("etcd-status", master(at), statusOf(at, leader, lag)),
);
const node = (at: number, status: "True" | "False" | "Unknown"): NodeRecord => ({
  name: `m${at}`,
  uid: `u${at}`,
  addresses: [`10.0.0.1${at}`],
  roles: ["control-plane"],
  conditions: [{ type: "Ready", status, sinceMs: 0 }],
  isUnschedulable: false,
  kubeletVersion: "v1.36.3",
  systemUuid: `s${at}`,
  bootId: "b",
  cpuMillis: 8000,
  memoryMiB: 32_000,
  zone: null,
});
const nodesLook = fc
  .array(fc.constantFrom("True" as const, "False" as const, "Unknown" as const), { minLength: 3, maxLength: 3 })
  .map(
    (ready): Look =>
      (live) =>
        live.see("nodes", VIP, { nodes: ready.map((each, at) => node(at + 1, each)) }),
  );
const certificateLook = fc
  .tuple(place(6443), fc.constantFrom(-1, 3, 20, 300), fc.constantFrom(null, "SELF_SIGNED_CERT_IN_CHAIN"))
  .map(
    ([target, days, trustProblem]): Look =>
      (live) => {
        const [notBeforeMs, notAfterMs] = [live.clocks.wallMs - 90 * DAY_MS, live.clocks.wallMs + days * DAY_MS];
        const about = {
          subject: "CN=x",
          issuer: "CN=y",
          serial: "1",
          fingerprint: "f".repeat(64),
          isCa: false,
          sans: [],
        };
        const seen: CertificateChain = {
          chain: [{ ...about, notBeforeMs, notAfterMs }],
          trustProblem,
          nameProblem: null,
          isConnectionRefusedAfter: false,
        };
        live.see("certificate", target, seen);
      },
  );
const leaseLook = fc.constantFrom(0, 60_000).map(
  (ageMs): Look =>
    (live) => {
      const leases = ["kube-scheduler", "kube-controller-manager"].map((name) =>
        lease(name, { renewTimeMs: live.clocks.wallMs - ageMs }),
      );
      live.see("leases", VIP, { leases });
    },
);
const missLook = fc.tuple(fc.constantFrom(...MISSABLE), place(6443), fc.constantFrom(...REASONS)).map(
  ([probe, target, reason]): Look =>
    (live) =>
      live.miss(probe, target, reason),
);
const passing = fc.constantFrom(1000, 5000, 40_000).map(
  (ms): Look =>
    (live) =>
      live.pass(ms),
);
const looks = fc.array(
  fc.oneof(apiLook, etcdLook, nodesLook, certificateLook, leaseLook, missLook, missLook, passing),
  { maxLength: 40 },
);

/** Three masters with stacked etcd behind balancers, called as the looks call them. */
const template = templatePlan("T2b", "live");
const controlPlane = template.machines.filter(({ roles }) => roles.includes("etcd"));
const plan: Plan = {
  ...template,
  machines: template.machines.map((machine) => {
    const at = controlPlane.indexOf(machine) + 1;
    return at === 0 ? machine : { ...machine, id: `id-m${at}`, hostname: `m${at}`, ips: [`10.0.0.1${at}`] };
  }),
};
const model = marginModel(plan);

function watched(some: readonly Look[]): Watching {
  const live = watchLive({ plan });
  for (const look of some) look(live);
  return live;
}

function marginOf(facts: readonly Fact[]): readonly [low: number, high: number] {
  const { low, high } = model.of(lossesOf(plan, facts));
  return [low ?? Number.NaN, high ?? Number.NaN];
}

/** A state that calls for trust or for action must be that of something which somebody sees. */
function expectSeen(shown: State, facts: readonly Fact[], where: string): void {
  if (shown === "unknown") return;
  expect([where, shown, facts.some(({ state }) => state === shown)]).toEqual([where, shown, true]);
}

const seenIn = (facts: readonly Fact[], kinds: readonly FactKind[], isGood: (fact: Fact) => boolean): number =>
  facts.filter((fact) => kinds.includes(fact.kind) && fact.state !== "unknown" && isGood(fact)).length;

test("the plan of these tests can lose one machine", () => {
  expect(model.planned).toBe(1);
});

test("whatever was seen: what goes out of sight is ok in no roll-up, and critical in none", () => {
  fc.assert(
    fc.property(looks, fc.func(fc.boolean()), (some, isHidden) => {
      const facts = watched(some).facts();
      const dimmed = facts.map((fact): Fact => (isHidden(fact.subject) ? { ...fact, state: "unknown" } : fact));
      const whole = worstOf(dimmed);
      expectSeen(whole.state, dimmed, "whole");
      expect(whole.unknownCount).toBe(dimmed.filter(({ state }) => state === "unknown").length);
      const cells = cellsOf(countFacts(dimmed));
      for (const name of ["api", "etcd", "vip", "certificates", "nodes"] as const) {
        const of = dimmed.filter(({ kind }) => KINDS[name].some((each) => each === kind));
        expectSeen(cells[name]?.state ?? "unknown", of, name);
      }
      expect(cells.api?.up ?? 0).toBe(seenIn(dimmed, ["api-server"], ({ state }) => state === "ok"));
      expect(cells.nodes?.ready ?? 0).toBe(seenIn(dimmed, ["node"], ({ values }) => values.ready === "True"));
      if (dimmed.some(({ kind, state }) => kind === "etcd-quorum" && state === "unknown"))
        expect(cells.etcd?.healthy).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test("whatever was seen: losing sight of something only widens the margin, on both sides", () => {
  fc.assert(
    fc.property(looks, fc.func(fc.boolean()), (some, isHidden) => {
      const facts = watched(some).facts();
      const dimmed = facts.map((fact): Fact => (isHidden(fact.subject) ? { ...fact, state: "unknown" } : fact));
      const [[low, high], [dimLow, dimHigh]] = [marginOf(facts), marginOf(dimmed)];
      expect([low <= high, dimLow <= low, high <= dimHigh]).toEqual([true, true, true]);
    }),
    { numRuns: 300 },
  );
});

test("whatever was seen: after a silence nothing is ok and nothing critical, and the margin is anything", () => {
  fc.assert(
    fc.property(looks, (some) => {
      const live = watched(some);
      live.pass(SILENCE_MS);
      const facts = live.facts();
      expect(facts.filter(({ state }) => ["ok", "warning", "critical"].includes(state))).toEqual([]);
      expect(worstOf(facts.filter(({ state }) => state === "unknown")).state).toBe("unknown");
      const cells = Object.values(cellsOf(countFacts(facts))).map((cell) => cell?.state ?? "unknown");
      expect(new Set([...cells, "unknown"])).toEqual(new Set(["unknown"]));
      expect(marginOf(facts)).toEqual([-1, model.planned]);
    }),
    { numRuns: 200 },
  );
});

import { beforeEach, describe, expect, test } from "vitest";
import type { EtcdProgress, EtcdStatus } from "#lib/core/live/observation.ts";
import { master, type Watching, watchLive } from "#lib/testing/live/live-looks.ts";

let live: Watching;
const ID = ["", "a1", "b2", "c3"];
const POLL_MS = 5000;

interface Told {
  readonly leader?: number | null;
  readonly term?: number;
  readonly errors?: readonly string[];
  readonly isLearner?: boolean;
  readonly lag?: number;
}

function status(
  number: number,
  { leader = 1, term = 41, errors = [], isLearner = false, lag = 0 }: Told = {},
): EtcdStatus {
  return {
    clusterId: "cafe",
    memberId: ID[number] ?? "",
    leaderId: leader === null ? null : (ID[leader] ?? null),
    version: "3.6.16",
    raftTerm: term,
    raftIndex: 10_000,
    appliedIndex: 10_000 - lag,
    dbSizeBytes: 2_000_000,
    dbInUseBytes: 1_000_000,
    quotaBytes: 2_147_483_648,
    isLearner,
    errors,
    latencyMs: 4,
  };
}

const say = (number: number, told?: Told) => live.see("etcd-status", master(number), status(number, told));
function members(learners: readonly number[] = []): void {
  const list = [1, 2, 3].map((number) => ({
    id: ID[number] ?? "",
    name: `m${number}`,
    peerUrls: [`https://10.0.0.1${number}:2380`],
    clientUrls: [`https://10.0.0.1${number}:2379`],
    isLearner: learners.includes(number),
  }));
  live.see("etcd-members", master(1), { clusterId: "cafe", members: list });
}
function progress(
  leader: number,
  commit: number,
  followers: readonly [number, EtcdProgress["raftState"], number][],
): void {
  live.see("etcd-progress", master(leader), {
    leaderId: ID[leader] ?? "",
    commit,
    followers: followers.map(([number, raftState, match]) => ({
      memberId: ID[number] ?? "",
      raftState,
      match,
      next: match + 1,
    })),
  });
}
/** One round of looks, then an interval passes. */
function round(...looks: readonly (() => void)[]): void {
  for (const look of looks) look();
  live.pass(POLL_MS);
}
const healthy = (): void =>
  round(
    () => members(),
    () => say(1),
    () => say(2),
    () => say(3),
  );
const quorum = () => live.fact("etcd-quorum/main");
const member = (number: number) => live.fact(`etcd-member/id-m${number}`);
const dead = (number: number) => live.miss("etcd-status", master(number), "refused");
const silent = (number: number, reason: "timeout" | "unreachable" = "timeout") =>
  live.miss("etcd-status", master(number), reason);

beforeEach(() => {
  live = watchLive();
  healthy();
  healthy();
});

describe("etcd, situation by situation", () => {
  test("three healthy members can lose one, and the leader is a planned machine by name", () => {
    expect(quorum()).toMatchObject({
      state: "ok",
      machineId: "id-m1",
      values: { low: 1, high: 1, leader: "m1", term: 41 },
    });
    expect([1, 2, 3].map((number) => member(number)?.state)).toEqual(["ok", "ok", "ok"]);
  });

  test("a killed leader: the new one by the second sample, the lost member with its reason, margin 0", () => {
    round(
      () => dead(1),
      () => say(2, { leader: 2, term: 42 }),
      () => say(3, { leader: 2, term: 42 }),
    );
    expect(quorum()?.values).toMatchObject({ leader: "m2", term: 42 });
    round(
      () => dead(1),
      () => say(2, { leader: 2, term: 42 }),
      () => say(3, { leader: 2, term: 42 }),
    );
    expect(member(1)).toMatchObject({ state: "warning", reason: "refused" });
    expect(quorum()).toMatchObject({
      state: "critical",
      reason: "next-failure-stops-writes",
      values: { low: 0, high: 0, lost: ["m1"] },
    });
    round(
      () => say(1, { leader: 2, term: 42 }),
      () => say(2, { leader: 2, term: 42 }),
      () => say(3, { leader: 2, term: 42 }),
    );
    expect(quorum()).toMatchObject({ state: "ok", values: { low: 1, leader: "m2" } });
    const moved = live.transitions.filter(({ what }) => what === "leader");
    expect(moved).toMatchObject([{ from: "m1", to: "m2" }]);
  });

  test("one refused look is not enough to say that a member is down", () => {
    round(
      () => dead(3),
      () => say(1),
      () => say(2),
    );
    expect(member(3)?.state).toBe("ok");
    round(
      () => say(3),
      () => say(1),
      () => say(2),
    );
    expect([member(3)?.state, quorum()?.state]).toEqual(["ok", "ok"]);
  });

  test("two members refused in one and the same round are not two looks", () => {
    round(
      () => dead(2),
      () => dead(3),
      () => say(1),
    );
    expect(quorum()?.state).toBe("ok");
    round(
      () => dead(2),
      () => dead(3),
      () => say(1),
    );
    expect(quorum()).toMatchObject({ state: "critical", reason: "no-quorum" });
  });

  test("a member that hangs is known by its silence together with its leader's word", () => {
    for (let at = 0; at < 3; at += 1) {
      round(
        () => silent(3),
        () => say(1),
        () => say(2),
        () =>
          progress(1, 10_000 + at, [
            [2, "StateReplicate", 10_000 + at],
            [3, "StateProbe", 9000],
          ]),
      );
    }
    expect(member(3)).toMatchObject({ state: "warning", reason: "hung" });
    expect(quorum()?.values).toMatchObject({ low: 0, high: 0 });
  });

  test("a machine that takes no connection, with its leader's word that it is lost, is down and not hung", () => {
    for (let at = 0; at < 3; at += 1) {
      round(
        () => silent(3, "unreachable"),
        () => say(1),
        () => say(2),
        () => progress(1, 10_000 + at, [[3, "StateProbe", 9000]]),
      );
    }
    expect(member(3)).toMatchObject({ reason: "lost-by-peers", values: { class: "down" } });
  });

  test("a lost member stays lost while its leader goes over from waiting for it to probing for it", () => {
    const reasons = (["StateReplicate", "StateReplicate", "StateReplicate", "StateProbe", "StateProbe"] as const).map(
      (state, at) => {
        round(
          () => silent(3, "unreachable"),
          () => say(1),
          () => say(2),
          () => progress(1, 10_000 + at, [[3, state, 9000]]),
        );
        return member(3)?.reason;
      },
    );
    expect(reasons.slice(2)).toEqual(["lost-by-peers", "lost-by-peers", "lost-by-peers"]);
  });

  test("a member that only we cannot reach is healthy on its leader's word, as long as its match moves", () => {
    for (let at = 0; at < 3; at += 1) {
      round(
        () => silent(3),
        () => say(1),
        () => say(2),
        () => progress(1, 10_000 + at, [[3, "StateReplicate", 10_000 + at]]),
      );
    }
    expect(member(3)).toMatchObject({ state: "ok", reason: "healthy-by-peers" });
    expect(quorum()).toMatchObject({ state: "ok", values: { low: 1 } });
    for (let at = 0; at < 3; at += 1) {
      round(
        () => silent(3),
        () => say(1),
        () => say(2),
        () => progress(1, 10_010 + at, [[3, "StateReplicate", 10_002]]),
      );
    }
    expect(member(3)).toMatchObject({ state: "warning", reason: "hung" });
    expect(quorum()).toMatchObject({ state: "critical", values: { low: 0, high: 0 } });
  });

  test("a member that only we cannot reach is unknown while nothing is written: an idle leader proves nothing", () => {
    for (let at = 0; at < 3; at += 1) {
      round(
        () => silent(3),
        () => say(1),
        () => say(2),
        () => progress(1, 10_000, [[3, "StateReplicate", 10_000]]),
      );
    }
    expect(member(3)).toMatchObject({ state: "unknown", reason: "timeout" });
    expect(quorum()).toMatchObject({ state: "warning", reason: "margin-unknown", values: { low: 0, high: 1 } });
  });

  test("without any peer's word a silent member is unknown, and so is the margin, never red", () => {
    for (let at = 0; at < 3; at += 1)
      round(
        () => silent(1),
        () => silent(2),
        () => silent(3),
      );
    expect([1, 2, 3].map((number) => member(number)?.state)).toEqual(["unknown", "unknown", "unknown"]);
    expect(quorum()).toMatchObject({ state: "unknown", values: { low: -2, high: 1 } });
  });

  test("two of three dead: the survivor answers without a leader, and there is no quorum", () => {
    for (let at = 0; at < 2; at += 1)
      round(
        () => dead(1),
        () => dead(2),
        () => say(3, { leader: null, errors: ["etcdserver: no leader"] }),
      );
    expect(quorum()).toMatchObject({ state: "critical", reason: "no-quorum", values: { leader: null } });
    expect(member(3)).toMatchObject({ state: "warning", reason: "no-leader" });
  });

  test("an isolated member whose term climbs alarms nobody, nor does the term that the cluster adopts from it", () => {
    for (let term = 42; term < 46; term += 1) {
      round(
        () => say(1),
        () => say(2),
        () => say(3, { leader: null, term, errors: ["etcdserver: no leader"] }),
      );
    }
    expect(quorum()).toMatchObject({ values: { leader: "m1", term: 41, low: 0 } });
    for (let at = 0; at < 2; at += 1)
      round(
        () => say(1, { leader: 2, term: 47 }),
        () => say(2, { leader: 2, term: 47 }),
        () => say(3, { leader: 2, term: 47 }),
      );
    expect(quorum()).toMatchObject({ state: "ok", values: { leader: "m2", term: 47 } });
  });

  test("a leader that is known by id before the list names it has not moved", () => {
    live = watchLive({ plan: null });
    const all = () => [1, 2, 3].forEach((number) => void say(number));
    round(all, all, all, members, all);
    expect(quorum()).toMatchObject({ state: "ok", values: { leader: "m1", movesIn15Min: 0 } });
    expect(live.transitions.filter(({ what }) => what === "leader")).toEqual([]);
  });

  test("an old leader that wakes up and claims its old term for one sample moves nothing", () => {
    for (let at = 0; at < 2; at += 1)
      round(
        () => say(1, { leader: 2, term: 42 }),
        () => say(2, { leader: 2, term: 42 }),
        () => say(3, { leader: 2, term: 42 }),
      );
    const before = live.transitions.length;
    round(
      () => say(1, { leader: 1, term: 41 }),
      () => say(2, { leader: 2, term: 42 }),
      () => say(3, { leader: 2, term: 42 }),
    );
    round(
      () => say(1, { leader: 2, term: 41 }),
      () => say(2, { leader: 2, term: 42 }),
      () => say(3, { leader: 2, term: 42 }),
    );
    expect(quorum()).toMatchObject({ state: "ok", values: { leader: "m2", term: 42 } });
    expect(live.transitions.slice(before)).toEqual([]);
  });

  test("an election that is over by the next look is a warning, one that lasts is an outage", () => {
    const leaderless = [1, 2, 3].map((number) => () => void say(number, { leader: null, term: 42 }));
    for (const look of leaderless) look();
    expect(quorum()).toMatchObject({ state: "warning", reason: "no-leader", values: { low: 1, leader: null } });
    live.pass(POLL_MS);
    for (let at = 0; at < 2; at += 1) round(...leaderless);
    expect(quorum()).toMatchObject({ state: "critical", reason: "no-quorum" });
  });

  test("a learner that was added and never started costs no vote", () => {
    const names = ["m1", "m2", "m3", ""];
    const list = names.map((name, at) => ({
      id: ID[at + 1] ?? "d4",
      name,
      peerUrls: [`https://10.0.0.1${at + 1}:2380`],
      clientUrls: name === "" ? [] : [`https://10.0.0.1${at + 1}:2379`],
      isLearner: name === "",
    }));
    for (let at = 0; at < 2; at += 1) {
      round(
        () => live.see("etcd-members", master(1), { clusterId: "cafe", members: list }),
        () => say(1),
        () => say(2),
        () => say(3),
      );
    }
    expect(live.fact("etcd-member/d4")).toMatchObject({ state: "warning", reason: "not-started" });
    expect(quorum()).toMatchObject({ state: "ok", values: { voters: 3, low: 1 } });
  });

  test("a learner is no voter: two voters are left, and none of them may be lost", () => {
    for (let at = 0; at < 2; at += 1)
      round(
        () => members([3]),
        () => say(1),
        () => say(2),
        () => say(3, { isLearner: true }),
      );
    expect(member(3)).toMatchObject({ state: "ok", reason: "learner" });
    expect(quorum()).toMatchObject({ state: "critical", values: { voters: 2, low: 0 } });
  });

  test("NOSPACE counts at once, by the name of the member that raised it, and goes when it is disarmed", () => {
    const errors = [`memberID:${BigInt("0xc3")} alarm:NOSPACE `];
    round(
      () => say(1, { errors }),
      () => say(2, { errors }),
      () => say(3, { errors }),
    );
    expect(live.fact("etcd-alarm/NOSPACE/c3")).toMatchObject({
      state: "critical",
      machineId: "id-m3",
      values: { alarm: "NOSPACE", name: "m3" },
    });
    round(
      () => say(1),
      () => say(2),
      () => say(3),
    );
    expect(live.fact("etcd-alarm/NOSPACE/c3")).toBeUndefined();
  });

  test("a missing client certificate says nothing about the member", () => {
    live = watchLive();
    for (let at = 0; at < 3; at += 1)
      round(
        ...[1, 2, 3].map(
          (number) => () => void live.miss("etcd-status", master(number), "client-certificate-required"),
        ),
      );
    expect(member(1)).toMatchObject({ state: "unknown", reason: "client-certificate-required" });
    expect(quorum()?.state).toBe("unknown");
  });

  test("a member that lags behind what is committed is catching up", () => {
    for (let at = 0; at < 2; at += 1)
      round(
        () => say(1),
        () => say(2),
        () => say(3, { lag: 2000 }),
      );
    expect(member(3)).toMatchObject({ state: "warning", reason: "lag" });
  });

  test("one member that answers, without any list, does not pass for a whole cluster", () => {
    live = watchLive();
    round(() => say(1));
    round(() => say(1));
    expect(quorum()).toMatchObject({ state: "unknown", values: { voters: 3, unknown: 2 } });
    expect(member(2)).toBeUndefined();
    live = watchLive({ plan: null });
    round(() => say(1));
    round(() => say(1));
    expect(quorum()).toMatchObject({ state: "unknown", reason: "margin-unknown" });
    round(() => say(1, { leader: null }));
    round(() => say(1, { leader: null }));
    expect(quorum()).toMatchObject({ state: "unknown", reason: "margin-unknown" });
  });

  test("space is judged against the quota, from the metrics where the member does not say it", () => {
    const fill = (share: number, quotaBytes: number | null) => {
      for (let at = 0; at < 2; at += 1)
        round(() => live.see("etcd-status", master(2), { ...status(2), quotaBytes, dbSizeBytes: 1_000_000 * share }));
    };
    fill(0.79, 1_000_000);
    expect(member(2)?.state).toBe("ok");
    fill(0.8, 1_000_000);
    expect(member(2)).toMatchObject({ state: "warning", reason: "space-low" });
    fill(0.95, 1_000_000);
    expect(member(2)).toMatchObject({ state: "critical", reason: "space-low" });
    fill(0.95, null);
    expect(member(2)).toMatchObject({ state: "ok", values: { quotaBytes: null } });
    live.see("etcd-metrics", master(2), { values: { etcd_server_quota_backend_bytes: 1_000_000 } });
    fill(0.95, null);
    expect(member(2)).toMatchObject({ state: "critical", values: { quotaBytes: 1_000_000, class: "healthy" } });
  });

  test("a disk is judged by what happened between two looks at its histogram", () => {
    const fsync = (fast: number, slow: number) =>
      live.see("etcd-metrics", master(3), {
        values: {
          'etcd_disk_wal_fsync_duration_seconds_bucket{le="0.008"}': fast,
          'etcd_disk_wal_fsync_duration_seconds_bucket{le="0.256"}': fast + slow,
          'etcd_disk_wal_fsync_duration_seconds_bucket{le="+Inf"}': fast + slow,
        },
      });
    const look = () => round(() => say(3));
    fsync(100_000, 9000);
    look();
    fsync(101_000, 9000);
    look();
    expect(member(3)?.state).toBe("ok");
    for (let at = 1; at <= 2; at += 1) {
      fsync(101_000 + at * 500, 9000 + at * 500);
      look();
    }
    expect(member(3)).toMatchObject({ state: "warning", reason: "slow-disk" });
    // A restart sets the counters back: nothing can be said until the next look.
    fsync(10, 0);
    look();
    expect(member(3)?.state).toBe("ok");
  });

  test("members of two different clusters under one plan are critical", () => {
    for (let at = 0; at < 2; at += 1)
      round(
        () => live.see("etcd-status", master(3), { ...status(3), clusterId: "beef" }),
        () => say(1),
        () => say(2),
      );
    expect(quorum()).toMatchObject({ state: "critical", reason: "different-clusters" });
  });
});

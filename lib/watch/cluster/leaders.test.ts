import { expect, test } from "vitest";
import type { EtcdStatus, MissReason, Observation, Target } from "#lib/core/live/observation.ts";
import { watchLeaders } from "./leaders.ts";

const MEMBER: Target = { name: "m1", machineId: "m1", address: "10.0.0.11:2379", way: "direct" };
const ABOUT = { atMs: 0, monotonicMs: 0, durationMs: 1, observer: "here", target: MEMBER } as const;
const STATUS: EtcdStatus = {
  clusterId: "1",
  memberId: "a",
  leaderId: "b",
  version: "3.6.0",
  raftTerm: 2,
  raftIndex: 10,
  appliedIndex: 10,
  dbSizeBytes: 1,
  dbInUseBytes: 1,
  quotaBytes: null,
  isLearner: false,
  errors: [],
  latencyMs: 1,
};

function status(leaderId: string | null): Observation {
  return { ...ABOUT, probe: "etcd-status", result: { kind: "seen", value: { ...STATUS, leaderId } } };
}

function missed(probe: "etcd-status" | "etcd-progress", reason: MissReason): Observation {
  return { ...ABOUT, probe, result: { kind: "missed", reason, detail: "", status: null } };
}

const LEADS: Observation = {
  ...ABOUT,
  probe: "etcd-progress",
  result: { kind: "seen", value: { leaderId: "a", commit: 10, followers: [] } },
};
const FOLLOWS = missed("etcd-progress", "not-found");
const PROGRESS = { probe: "etcd-progress", target: MEMBER } as const;

/** After each observation: whether the next look at progress is needless, and how many were called for so far. */
function told(...observations: readonly Observation[]): readonly (readonly [boolean, number])[] {
  let called = 0;
  const leaders = watchLeaders(() => {
    called += 1;
  });
  return observations.map((observation) => {
    leaders.note(observation);
    return [leaders.isNeedless(PROGRESS), called];
  });
}

test("a member that said it follows is not asked again while its status says the same", () => {
  expect(told(status("b"), FOLLOWS, status("b"), status("c"))).toEqual([
    [false, 0],
    [true, 0],
    [true, 0],
    [true, 0],
  ]);
});

test("a follower that comes to lead is asked at once, and from then on", () => {
  expect(told(FOLLOWS, status("a"), LEADS, status("a"))).toEqual([
    [true, 0],
    [false, 1],
    [false, 1],
    [false, 1],
  ]);
});

test("a leader that follows again is asked once more: what it saw as leader must not pass for current", () => {
  expect(told(LEADS, status("b"), FOLLOWS)).toEqual([
    [false, 0],
    [false, 0],
    [true, 0],
  ]);
});

test("where a status is silent or knows no leader, nothing is taken for granted", () => {
  expect(told(FOLLOWS, missed("etcd-status", "timeout"))).toEqual([
    [true, 0],
    [false, 0],
  ]);
  expect(told(FOLLOWS, status(null))).toEqual([
    [true, 0],
    [false, 0],
  ]);
});

test("other looks at the member go on", () => {
  const { note, isNeedless } = watchLeaders(() => undefined);
  note(FOLLOWS);
  expect(isNeedless({ ...PROGRESS, probe: "etcd-status" })).toBe(false);
});

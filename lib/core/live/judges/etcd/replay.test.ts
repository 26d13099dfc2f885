import { describe, expect, test } from "vitest";
import type { Fact } from "#lib/core/live/state.ts";
import { type Moment, recordedSituations, replay } from "#lib/testing/live/replay.ts";

const QUORUM = "etcd-quorum/main";
/** The first round of a recording is still filling in. */
const FILLED_MS = 500;

const filled = ({ atMs }: Moment): boolean => atMs >= FILLED_MS;
const quorums = (situation: string): readonly Fact[] =>
  replay(situation)
    .moments.filter(filled)
    .flatMap(({ facts }) => facts.get(QUORUM) ?? []);
const reasonsOf = (facts: readonly Fact[]) => [...new Set(facts.map(({ state, reason }) => `${state} ${reason}`))];
const members = (situation: string): readonly Fact[] =>
  replay(situation)
    .moments.filter(filled)
    .flatMap(({ facts }) => [...facts.values()].filter(({ kind }) => kind === "etcd-member"));
const moves = (situation: string) => replay(situation).transitions.filter(({ what }) => what === "leader");

describe("Real etcd, as it was recorded", () => {
  test("every situation starts with three healthy members of which one may be lost", () => {
    for (const situation of recordedSituations()) {
      const [first] = quorums(situation);
      expect([situation, first?.state, first?.values.low]).toEqual([situation, "ok", 1]);
    }
  });

  test("a killed leader is refused, another leads within two looks, the margin is 0 and comes back", () => {
    const facts = quorums("killed-leader");
    expect(reasonsOf(facts)).toEqual(["ok healthy", "critical next-failure-stops-writes"]);
    expect(facts.at(-1)).toMatchObject({ state: "ok", values: { low: 1, high: 1 } });
    expect(moves("killed-leader")).toHaveLength(1);
    const lost = members("killed-leader").filter(({ state }) => state === "warning");
    expect(reasonsOf(lost)).toEqual(["warning refused"]);
    expect(new Set(lost.map(({ machineId }) => machineId)).size).toBe(1);
  });

  test("a stopped follower is silent, and hung once its leader has committed past it; its leader stays", () => {
    expect(moves("hung-follower")).toEqual([]);
    const bad = members("hung-follower").filter(({ state }) => state !== "ok");
    expect(reasonsOf(bad)).toEqual(["unknown timeout", "warning hung"]);
    expect(quorums("hung-follower").filter(({ state }) => state === "critical")[0]?.values).toMatchObject({
      low: 0,
      high: 0,
    });
    expect(quorums("hung-follower").at(-1)?.state).toBe("ok");
  });

  test("a leader that was stopped and wakes up moves the lead once, not back", () => {
    expect(moves("old-leader-resumes")).toHaveLength(1);
    expect(reasonsOf(quorums("old-leader-resumes"))).not.toContain("critical no-quorum");
    expect(quorums("old-leader-resumes").at(-1)).toMatchObject({ state: "ok", values: { low: 1 } });
  });

  test("an isolated member costs the margin and alarms nobody else, nor does the term it comes back with", () => {
    const facts = quorums("isolated-member");
    expect(reasonsOf(facts)).toEqual(["ok healthy", "critical next-failure-stops-writes"]);
    expect(reasonsOf(members("isolated-member").filter(({ state }) => state !== "ok"))).toEqual(["warning no-leader"]);
    expect(moves("isolated-member").length).toBeLessThanOrEqual(1);
    const terms = facts.map(({ values }) => Number(values.term));
    expect(Math.max(...terms) - Math.min(...terms)).toBeGreaterThan(10);
    expect(facts.at(-1)).toMatchObject({ state: "ok", reason: "healthy" });
  });

  test("two of three dead: no quorum, not before both were refused twice; the survivor names no leader", () => {
    const { moments } = replay("two-of-three-dead");
    const firstAlarm = moments.find(({ facts }) => facts.get(QUORUM)?.reason === "no-quorum");
    const refused = [...(firstAlarm?.facts.values() ?? [])].filter(({ reason }) => reason === "refused");
    expect(refused).toHaveLength(2);
    const facts = quorums("two-of-three-dead");
    expect(facts.find(({ reason, values }) => reason === "no-quorum" && values.leader === null)).toBeDefined();
    expect(facts.at(-1)?.state).toBe("ok");
  });

  test("a learner is listed, never counted, and alarms nobody", () => {
    const facts = quorums("learner");
    expect(reasonsOf(facts)).toEqual(["ok healthy"]);
    expect(new Set(facts.map(({ values }) => values.voters))).toEqual(new Set([3]));
    expect(members("learner").some(({ reason, state }) => reason === "learner" && state === "ok")).toBe(true);
  });

  test("NOSPACE is critical with the first look that shows it, and the quorum is not to blame", () => {
    const { moments } = replay("nospace");
    const alarm = moments.flatMap(({ facts }) => [...facts.values()]).find(({ kind }) => kind === "etcd-alarm");
    expect(alarm).toMatchObject({ state: "critical", values: { alarm: "NOSPACE" } });
    expect(alarm?.machineId).not.toBeNull();
    expect(reasonsOf(quorums("nospace"))).toEqual(["ok healthy"]);
  });

  test("looks without a client certificate end in unknown, never in red and never in green", () => {
    const last = replay("no-client-certificate").moments.at(-1)?.facts;
    const states = [...(last?.values() ?? [])].filter(({ kind }) => kind.startsWith("etcd")).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["unknown"]));
    expect(quorums("no-client-certificate").filter(({ state }) => state === "critical")).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/core/live/observation.ts";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { readPasted } from "#lib/core/pasted/read-pasted.ts";
import { recorded, recordedAt } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";
import { pastedChanges } from "./pasted-changes.ts";

const DAY_MS = 86_400_000;
const RUN_AT = Date.UTC(2026, 10, 26, 14, 18, 0);
const plan = recordedPlan();

function looksOf(text: string, pastedAtMs = RUN_AT): readonly Observation[] {
  const reading = readPasted(text, { plan, pastedAtMs });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.observations;
}
const changes = (before: readonly Observation[], added: readonly Observation[]) =>
  pastedChanges(before, added, { plan, thresholds: DEFAULT_THRESHOLDS, nowMs: RUN_AT + 3 * DAY_MS });
const told = (before: readonly Observation[], added: readonly Observation[]) =>
  changes(before, added).map(({ subject, what, from, to }) => [subject, what, from, to]);

const healthy = looksOf(recorded("etcdctl-healthy.txt"));
const nospace = looksOf(recorded("etcdctl-nospace.txt"), RUN_AT + 2 * DAY_MS);

describe("What a second paste shows to have changed", () => {
  test("is told once, at the time of the second output, however long nobody pasted anything", () => {
    const alarms = changes(healthy, nospace).filter(({ to }) => to === "critical");
    expect(alarms.map(({ subject }) => subject)).toContain("etcd-member/id-m3");
    expect(new Set(alarms.map(({ atMs }) => atMs))).toEqual(new Set([RUN_AT + 2 * DAY_MS]));
    const keys = changes(healthy, nospace).map(({ subject, what }) => `${subject} ${what}`);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  test("is nothing where the second says the same, and members that were old for an instant are no event", () => {
    expect(told(healthy, looksOf(recorded("etcdctl-healthy.txt"), RUN_AT + 2 * DAY_MS))).toEqual([]);
  });

  test("is nothing for the first paste, for the same one again, and for one that is older than what is known", () => {
    expect(told([], healthy)).toEqual([]);
    expect(told(healthy, healthy)).toEqual([]);
    expect(told(nospace, healthy)).toEqual([]);
  });

  test("names the leader that moved, from whom and to whom", () => {
    const lease = (holder: string, atMs: number) =>
      looksOf(
        recordedAt("kubectl-first.json", atMs).replaceAll(/"holderIdentity":\s*"m1_/g, `"holderIdentity":"${holder}_`),
      );
    const moved = told(lease("m1", RUN_AT), lease("m2", RUN_AT + 3_600_000));
    expect(moved).toContainEqual([
      "lease/kube-scheduler",
      "identity",
      expect.stringMatching(/^m1_/),
      expect.stringMatching(/^m2_/),
    ]);
  });

  test("does not say of what was not pasted again that it is out of sight", () => {
    const nodes = looksOf(recordedAt("kubectl-first.json", RUN_AT));
    expect(changes([...healthy, ...nodes], nospace).filter(({ to }) => to === "unknown")).toEqual([]);
  });
});

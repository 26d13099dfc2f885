import { expect, test } from "vitest";
import { putBack, takeDown } from "../control-plane/faults.ts";
import { type Elected, leaderKilled, readLeader } from "../faults/component-faults.ts";
import { frozen } from "../faults/frozen.ts";
import { changesOf, factOf, figure, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

const ELECTED: readonly Elected[] = ["kube-scheduler", "kube-controller-manager"];
const POLL_MS = 2000;
/** client-go gives up after ten seconds, its followers take over after fifteen; we see it a poll later. */
const DUE_MS = { late: 10_000 + POLL_MS, stale: 15_000 + POLL_MS + 2000 } as const;
/** The look that sees it comes up to a poll after it is due, and a busy machine delays it. */
const SLACK_MS = POLL_MS + 1500;
/** Two instants in whole milliseconds are apart by as much more or less than they were. */
const GRAIN_MS = 2;

const subjectOf = (component: Elected): string => `lease/${component}`;

/** What a lease went through from the moment it was late, as reasons; a new holder as `identity`. */
async function course(component: Elected, sinceMs: number): Promise<readonly string[]> {
  const changes = await changesOf(subjectOf(component), sinceMs);
  const reasons = changes.map(({ what, reason }) => (what === "state" ? reason : what));
  // Before that it may have settled: each watch begins by not knowing.
  return reasons.slice(reasons.indexOf("late"));
}

/** Waits for a state of a lease that has a due age; the age is that at which the engine saw it turn, by its own clock. */
async function turns(component: Elected, reason: keyof typeof DUE_MS, sinceMs: number): Promise<void> {
  const { value } = await until(`${component}: ${reason}`, async () => {
    const fact = await factOf(subjectOf(component));
    return fact?.reason === reason && fact;
  });
  const change = (await changesOf(subjectOf(component), sinceMs)).find((one) => one.reason === reason);
  const ageMs = (change?.atMs ?? Number.NaN) - Number(value.values.changedAtMs);
  figure(`${component}: its age when it turned ${reason} (due ${DUE_MS[reason] / 1000} s)`, ageMs);
  expect(value.state).toBe(reason === "late" ? "warning" : "critical");
  expect(ageMs).toBeGreaterThan(DUE_MS[reason] - GRAIN_MS);
  expect(ageMs).toBeLessThan(DUE_MS[reason] + SLACK_MS);
}

export function leaseTests(watched: () => WatchedLab): void {
  test("leaders of scheduler and controller manager die: late, then a new holder and one more transition", async () => {
    const { lab, masters, settled } = watched();
    const before = await Promise.all(ELECTED.map((component) => readLeader(lab, component)));
    const sinceMs = Date.now();
    // A follower takes over fifteen seconds after the last renewal, and our look comes at fourteen or at sixteen.
    const held = ELECTED.flatMap((component, at) => {
      const followers = masters.filter(({ name }) => name !== before[at]?.machine.name);
      return followers.map((machine) => frozen(machine, component));
    });
    const undos = await Promise.all(ELECTED.map((component) => leaderKilled(lab, component)));
    try {
      await Promise.all(ELECTED.map((component) => turns(component, "late", sinceMs)));
      for (const release of held) await release();
      for (const [at, component] of ELECTED.entries()) {
        const lost = before[at];
        await until(`${component}: a new holder, fresh`, async () => {
          const fact = await factOf(subjectOf(component));
          return fact?.state === "ok" && fact.values.holder !== lost?.machine.name;
        });
        expect((await factOf(subjectOf(component)))?.values.transitions).toBe((lost?.transitions ?? 0) + 1);
        const seen = await course(component, sinceMs);
        // A follower that takes over late lets the lease turn stale for a moment first.
        expect(seen.filter((one) => one !== "stale")).toEqual(["late", "fresh", "identity"]);
      }
    } finally {
      for (const undo of [...held, ...undos]) await undo();
    }
    await settled();
  }, 240_000);

  test("all schedulers and controller managers die: late, stale, and a new holder once one is back", async () => {
    const { lab, masters, settled } = watched();
    const before = await Promise.all(ELECTED.map((component) => readLeader(lab, component)));
    const sinceMs = Date.now();
    const all = masters.flatMap((machine) => ELECTED.map((component) => ({ machine, component })));
    await Promise.all(all.map(({ machine, component }) => takeDown(machine, component)));
    try {
      await Promise.all(ELECTED.map((component) => turns(component, "late", sinceMs)));
      await Promise.all(ELECTED.map((component) => turns(component, "stale", sinceMs)));
    } finally {
      await Promise.all(all.map(({ machine, component }) => putBack(machine, component)));
    }
    for (const [at, component] of ELECTED.entries()) {
      await until(`${component}: held again`, async () => (await factOf(subjectOf(component)))?.state === "ok");
      expect(await course(component, sinceMs)).toEqual(["late", "stale", "fresh", "identity"]);
      expect((await factOf(subjectOf(component)))?.values.transitions).toBe((before[at]?.transitions ?? 0) + 1);
    }
    await settled();
  }, 240_000);
}

import { expect, test } from "vitest";
import { putBack, takeDown } from "../control-plane/faults.ts";
import { type Elected, leaderKilled, readLeader } from "../faults/component-faults.ts";
import { changesOf, factOf, figure, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

const ELECTED: readonly Elected[] = ["kube-scheduler", "kube-controller-manager"];
const POLL_MS = 2000;
/** client-go gives up after ten seconds, its followers after fifteen. */
const LATE_MS = 10_000 + POLL_MS;
const STALE_MS = 15_000 + POLL_MS + 2000;
/** A look that is due, a report and a row, on a busy machine. */
const SLACK_MS = POLL_MS + 1500;

const subjectOf = (component: Elected): string => `lease/${component}`;

/** What a lease went through since then, as reasons; a new holder as `identity`. */
async function course(component: Elected, sinceMs: number): Promise<readonly string[]> {
  const changes = await changesOf(subjectOf(component), sinceMs);
  return changes.map(({ what, reason }) => (what === "state" ? reason : what));
}

/** Age of the lease when it changed to this, by the engine's own clock. */
async function ageAt(component: Elected, reason: string, sinceMs: number): Promise<number> {
  const changes = await changesOf(subjectOf(component), sinceMs);
  const change = changes.find((one) => one.what === "state" && one.reason === reason);
  if (change === undefined) throw new Error(`${component} was never ${reason}.`);
  return change.atMs - sinceMs;
}

export function leaseTests(watched: () => WatchedLab): void {
  test("leaders of scheduler and controller manager die: late, then a new holder and one more transition", async () => {
    const { lab, settled } = watched();
    const before = await Promise.all(ELECTED.map((component) => readLeader(lab, component)));
    const sinceMs = Date.now();
    const undos = await Promise.all(ELECTED.map((component) => leaderKilled(lab, component)));
    for (const [at, component] of ELECTED.entries()) {
      const lost = before[at];
      await until(`${component}: a new holder, fresh`, async () => {
        const fact = await factOf(subjectOf(component));
        return fact?.state === "ok" && fact.values.holder !== lost?.machine.name;
      });
      expect((await factOf(subjectOf(component)))?.values.transitions).toBe((lost?.transitions ?? 0) + 1);
      expect(await course(component, sinceMs)).toEqual(expectedCourse(await course(component, sinceMs)));
      await expectAge(component, "late", { sinceMs, leastMs: LATE_MS });
    }
    for (const undo of undos) await undo();
    await settled();
  }, 240_000);

  test("all schedulers and controller managers die: late, stale, and a new holder once one is back", async () => {
    const { lab, masters, settled } = watched();
    const before = await Promise.all(ELECTED.map((component) => readLeader(lab, component)));
    const sinceMs = Date.now();
    const all = masters.flatMap((machine) => ELECTED.map((component) => ({ machine, component })));
    await Promise.all(all.map(({ machine, component }) => takeDown(machine, component)));
    for (const component of ELECTED) {
      await until(`${component}: stale`, async () => (await factOf(subjectOf(component)))?.reason === "stale");
      expect((await factOf(subjectOf(component)))?.state).toBe("critical");
    }
    await Promise.all(all.map(({ machine, component }) => putBack(machine, component)));
    for (const [at, component] of ELECTED.entries()) {
      await until(`${component}: held again`, async () => (await factOf(subjectOf(component)))?.state === "ok");
      expect(await course(component, sinceMs)).toEqual(["late", "stale", "fresh", "identity"]);
      expect((await factOf(subjectOf(component)))?.values.transitions).toBe((before[at]?.transitions ?? 0) + 1);
      await expectAge(component, "late", { sinceMs, leastMs: LATE_MS });
      await expectAge(component, "stale", { sinceMs, leastMs: STALE_MS });
    }
    await settled();
  }, 240_000);
}

/** A follower that takes over late lets the lease turn stale for a moment first. */
function expectedCourse(seen: readonly string[]): readonly string[] {
  return seen.includes("stale") ? ["late", "stale", "fresh", "identity"] : ["late", "fresh", "identity"];
}

interface Aged {
  readonly sinceMs: number;
  readonly leastMs: number;
}

/** The last renewal was up to two seconds before the kill, and the look that saw it up to one poll later. */
async function expectAge(component: Elected, reason: string, { sinceMs, leastMs }: Aged): Promise<void> {
  const age = await ageAt(component, reason, sinceMs);
  figure(`${component}: ${reason} after the kill (due after ${leastMs / 1000} s)`, age);
  expect(age).toBeGreaterThan(leastMs - 2000);
  expect(age).toBeLessThan(leastMs + SLACK_MS);
}

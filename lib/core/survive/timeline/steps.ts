import type { Timeline } from "#lib/core/survive/analysis.ts";
import { after, type Delay, span, type Timers } from "./timers.ts";

export type Step = Timeline["steps"][number];

export const FAILURE: Step = { code: "failure", atSeconds: 0, untilSeconds: 0, timers: [] };

export function step(code: Step["code"], { fromSeconds, toSeconds, timers }: Delay): Step {
  return { code, atSeconds: round(fromSeconds), untilSeconds: round(toSeconds), timers: [...timers] };
}

export function optionalStep(code: Step["code"], delay: Delay | null): Step[] {
  return delay === null ? [] : [step(code, delay)];
}

// Hundredths: a skew of (256 - priority) / 256 s has eight binary places that nobody needs.
function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

export function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => a.atSeconds - b.atSeconds || a.untilSeconds - b.untilSeconds);
}

export interface Workload {
  readonly timers: Timers;
  /** Seconds between the first and the last taint; null = the controller stops evicting. */
  readonly taint: number | null;
  readonly hasVolumes: boolean;
}

/** What pods on dead nodes go through until the last one runs elsewhere. */
export function workloadSteps({ timers, taint, hasVolumes }: Workload): Step[] {
  const notReady = timers.nodeNotReady;
  const steps = [step("node-not-ready", notReady), step("endpoints-removed", notReady)];
  if (taint === null) return [...steps, { ...step("not-recovered", notReady), timers: ["evictions stop"] }];
  const toleration = span(timers.toleration, timers.toleration, "default-unreachable-toleration-seconds");
  const first = after(notReady, toleration);
  const last = taint === 0 ? first : after(first, span(taint, taint, "node-eviction-rate"));
  const wait = span(timers.volumeWait, timers.volumeWait, "attach-detach wait");
  const free = hasVolumes ? after(last, wait) : last;
  return [
    ...steps,
    step("eviction-started", first),
    ...(hasVolumes ? [step("volume-reattached", free)] : []),
    step("last-pod-back", after(free, timers.podStart)),
  ];
}

/** etcd has no majority any more: leaders give up, the API server is restarted in vain. */
export function quorumSteps({ leaderGivesUp, apiserverRestart }: Timers): Step[] {
  return [
    step("controllers-stopped", leaderGivesUp),
    step("apiserver-restarted", apiserverRestart),
    step("not-recovered", apiserverRestart),
  ];
}

/** The way to the API is gone while the masters live: an outage of workloads once nodes count as lost. */
export function pathSteps({ nodeNotReady }: Timers): Step[] {
  return [
    step("node-not-ready", nodeNotReady),
    step("endpoints-removed", nodeNotReady),
    { ...step("not-recovered", nodeNotReady), timers: ["evictions stop"] },
  ];
}

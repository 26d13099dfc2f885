import { isRefused, missedVerdict } from "#lib/core/live/judges/missed.ts";
import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Verdict } from "#lib/core/live/live-state.ts";
import type { StaticPodRecord } from "#lib/core/live/observation.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";

/** Mirror pods of the control plane: what the kubelets say of its processes. Weaker than a direct look or a lease. */
export const judgePods: Judge = {
  name: "static-pods",
  kinds: ["static-pod"],
  probes: ["static-pods"],
  judge: (view) => {
    const [sighting] = view.of("static-pods");
    if (sighting === undefined) return [];
    const pods = sightValue(sighting)?.pods ?? null;
    if (pods === null || isRefused(sighting)) {
      return [
        missedVerdict(sighting, {
          subject: "static-pod/all",
          kind: "static-pod",
          every: everyMs("static-pods", view.target.pollSeconds),
        }),
      ];
    }
    return pods.map((pod): Verdict => {
      const looping = pods.filter((other) => other.component === pod.component && isLooping(other)).length;
      const peers = pods.filter(({ component }) => component === pod.component).length;
      const recent = view.target.thresholds.restartRecentMs;
      const hasRestarted =
        pod.restarts > 0 && pod.startedAtMs !== null && view.clocks.wallMs - pod.startedAtMs < recent;
      return {
        ...seenBase(view, sighting, "static-pod"),
        subject: `static-pod/${pod.name}`,
        ...stateOf(pod, { isWidespread: looping * 2 >= peers && looping > 0, hasRestarted }),
        machineId: view.machines.of(pod.nodeName)?.id ?? null,
        values: {
          name: pod.name,
          component: pod.component,
          node: pod.nodeName,
          restarts: pod.restarts,
          waiting: pod.waitingReason,
          startedAtMs: pod.startedAtMs,
        },
        tracked: ["restarts"],
      };
    });
  },
};

interface Around {
  readonly isWidespread: boolean;
  readonly hasRestarted: boolean;
}

function stateOf(pod: StaticPodRecord, { isWidespread, hasRestarted }: Around): Pick<Verdict, "state" | "reason"> {
  if (isLooping(pod)) return { state: isWidespread ? "critical" : "warning", reason: "crash-loop" };
  if (!pod.isReady) return { state: "warning", reason: "not-ready" };
  return hasRestarted ? { state: "warning", reason: "restarted" } : { state: "ok", reason: "running" };
}

function isLooping({ waitingReason }: StaticPodRecord): boolean {
  return waitingReason === "CrashLoopBackOff";
}

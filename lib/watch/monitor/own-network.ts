import type { MissReason, Observation } from "#lib/core/live/observation.ts";
import type { NewMonitorEvent } from "#lib/store/live/history/monitor-events.ts";
import type { Canary } from "./canary.ts";

export interface OwnNetworkOrder {
  readonly canary: Canary | null;
  readonly observer: string;
  readonly clusters: () => readonly WatchedCluster[];
  /** Told once per change; what it stores is the only event there is. */
  readonly onChange: (event: NewMonitorEvent) => void;
  readonly wallMs: () => number;
  /** Monotonic, ms. */
  readonly nowMs: () => number;
}

interface WatchedCluster {
  readonly id: string;
  readonly pollMs: number;
}

export interface OwnNetwork {
  /** What a look says of our own network; `hold` = do not judge by it. */
  readonly weigh: (clusterId: string, observation: Observation) => Promise<"take" | "hold">;
  readonly isOffline: () => boolean;
  /** Looks whether we are back; call it about once a second. */
  readonly check: () => Promise<void>;
  readonly forget: (clusterId: string) => void;
}

/**
 * What a missing network of our own looks like; a refusal comes from somebody who is there. A reset may be our own
 * transport giving up a connection on which another look timed out.
 */
const NETWORK_REASONS: readonly MissReason[] = ["timeout", "unreachable", "dns", "reset"];
/** Decided before anything was sent: says nothing of any network. */
const LOCAL_REASONS: readonly MissReason[] = [
  "forbidden-address",
  "credential-locked",
  "not-configured",
  "probe-error",
];
/** Reads what we hold ourselves: no network is needed to see it. */
const OWN_PROBE = "own-credential";
/** A look that times out ends this much after its interval began. */
const DEADLINE_MS = 5000;
const MAJORITY = 0.5;

/**
 * Tells a monitor that lost its network from clusters that fail (perf_security.md 8.1): more than half of this engine's
 * clusters answer no look within an interval, and the control target does not answer either. With one cluster that one
 * is more than half. Without a control target nothing is ever held.
 */
export function watchOwnNetwork(order: OwnNetworkOrder): OwnNetwork {
  const { canary, nowMs } = order;
  /** Since when a cluster has answered nothing. */
  const silentSince = new Map<string, number>();
  let isOffline = false;
  let backAtMs = Number.NEGATIVE_INFINITY;

  async function weigh(clusterId: string, { probe, result, durationMs }: Observation): Promise<"take" | "hold"> {
    if (probe === OWN_PROBE || (result.kind === "missed" && LOCAL_REASONS.includes(result.reason))) return "take";
    if (result.kind === "seen" || !NETWORK_REASONS.includes(result.reason)) {
      silentSince.delete(clusterId);
      if (isOffline) await check();
      return "take";
    }
    // It began while we were cut off, and is as silent as all were then.
    if (!isOffline && nowMs() - durationMs < backAtMs) return "hold";
    if (!silentSince.has(clusterId)) silentSince.set(clusterId, nowMs());
    if (canary === null || (await canary.isAnswering())) {
      if (isOffline) turn(false);
      return "take";
    }
    if (isMostSilent()) turn(true);
    return isOffline || isWithinInterval(clusterId) ? "hold" : "take";
  }

  /** The others have as long to fall silent as a look at this one takes; after that it is this cluster that fails. */
  function isWithinInterval(clusterId: string): boolean {
    const pollMs = order.clusters().find(({ id }) => id === clusterId)?.pollMs ?? 0;
    return nowMs() - (silentSince.get(clusterId) ?? 0) <= pollMs + DEADLINE_MS;
  }

  function isMostSilent(): boolean {
    const clusters = order.clusters();
    return clusters.filter(({ id }) => silentSince.has(id)).length > clusters.length * MAJORITY;
  }

  async function check(): Promise<void> {
    if (isOffline && (!isMostSilent() || canary === null || (await canary.isAnswering()))) turn(false);
  }

  function turn(becomesOffline: boolean): void {
    if (isOffline === becomesOffline) return;
    isOffline = becomesOffline;
    const clusters = order.clusters();
    order.onChange({
      atMs: order.wallMs(),
      what: isOffline ? "offline" : "online",
      observer: order.observer,
      cutOff: clusters.filter(({ id }) => silentSince.has(id)).length,
      clusters: clusters.length,
      canary: canary?.name ?? "",
    });
    if (isOffline) return;
    backAtMs = nowMs();
    // A silence that our own network made is no beginning of the next one.
    silentSince.clear();
  }

  return { weigh, check, isOffline: () => isOffline, forget: (clusterId) => void silentSince.delete(clusterId) };
}

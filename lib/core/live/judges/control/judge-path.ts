import type { Judge, Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import { sourceOf } from "#lib/core/live/live-state.ts";
import type { State } from "#lib/core/live/state.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";
import { SPREAD_MS } from "./backend-memory.ts";
import { areNamedSince, mastersWithoutName } from "./masters-without-name.ts";

/** The way that clients take to the API, and each API server past the load balancer (probes.md 4.2). */
export const judgePath: Judge = {
  name: "path",
  kinds: ["api-path", "api-server"],
  probes: ["api-health"],
  judge: (view) => {
    const looks = view.of("api-health").map((sighting) => ({ sighting, health: healthOf(sighting) }));
    const direct = looks.filter(({ sighting }) => sighting.last.target.way === "direct");
    const path = looks.filter(({ sighting }) => sighting.last.target.way === "path");
    return [
      ...path.map((look) => pathVerdict(view, look, direct)),
      ...direct.map((look) => serverVerdict(view, look, { path, count: direct.length })),
    ];
  },
};

interface Look {
  readonly sighting: Sighting<"api-health">;
  readonly health: Health;
}

/** `reachable`: it answers, and does not let us see how it is. `draining`: ready no more, alive still. */
/** `misnamed`: some of the servers behind the entry show a certificate without its address. */
type HealthState = "misnamed" | "ready" | "slow" | "unready" | "draining" | "reachable" | "gone" | "unseen";

interface Health {
  readonly state: HealthState;
  readonly reason: string;
  readonly failed: readonly string[];
}

const REACHABLE_STATUSES = [401, 403, 404, 429];

function healthOf({ last }: Sighting<"api-health">): Health {
  const { result } = last;
  if (result.kind === "missed") {
    const isGone = ["refused", "reset", "timeout", "unreachable", "server-error"].includes(result.reason);
    return { state: isGone ? "gone" : "unseen", reason: result.reason, failed: [] };
  }
  const { status, checks } = result.value;
  const failed = checks.filter(({ isOk }) => !isOk).map(({ name }) => name);
  if (REACHABLE_STATUSES.includes(status)) return { state: "reachable", reason: `status-${status}`, failed };
  if (status === 200) return { state: "ready", reason: "ready", failed };
  if (failed.includes("shutdown")) return { state: "draining", reason: "draining", failed };
  return { state: "unready", reason: "unready", failed };
}

function pathVerdict(view: View, { sighting, health: asSeen }: Look, direct: readonly Look[]): Verdict {
  const { thresholds } = view.target;
  const health = misnamed(view, sighting, asSeen) ?? asSeen;
  const latencyMs = sighting.last.result.kind === "seen" ? sighting.last.result.value.latencyMs : null;
  const isSlow = latencyMs !== null && latencyMs > thresholds.apiSlowMs;
  const up = direct.filter((look) => look.health.state === "ready").length;
  const state = pathState(health, isSlow);
  // Every server answers and the way to them does not: the load balancer or the address in front is at fault.
  const isBalancer = health.state === "gone" && direct.length > 0 && up === direct.length;
  return {
    ...about(view, sighting),
    subject: "api-path/main",
    kind: "api-path",
    state,
    reason: isBalancer ? "balancer-fault" : slowReason(health, isSlow),
    values: {
      ...evidence(sighting, health),
      ...(health.state === "misnamed" ? { withoutName: mastersWithoutName(view, sighting.last.target) } : {}),
      readyServers: up,
      servers: direct.length,
    },
    ...(latencyMs === null ? {} : { gauges: { latencyMs } }),
    machineId: null,
    confirmations: state === "critical" ? thresholds.pathFailures.critical : thresholds.pathFailures.warning,
    tracked: [],
  };
}

/** With one good server of three, chance alone seldom makes so many bad looks in a row: then none is good. */
const MISNAMED_ROW_MAX = 12;

/**
 * Where one server's certificate lacks the address, every third look fails and the next is well: both are one lasting
 * fault. Null while no look or every look fails by its name, and once all certificates were seen to be mended.
 */
function misnamed(
  view: View,
  { seen, last, missesInRow }: Sighting<"api-health">,
  { state, reason }: Health,
): Health | null {
  const { misnamedMs } = view.memory.backends;
  // A connection that is polled every five minutes meets the server of three in a quarter of an hour: by the clock
  // alone the fault would come and go.
  const rememberedMs = Math.max(SPREAD_MS, MISNAMED_ROW_MAX * everyMs("api-health", view.target.pollSeconds));
  if (misnamedMs === null || view.clocks.monotonicMs - misnamedMs > rememberedMs) return null;
  if (seen === null || missesInRow > MISNAMED_ROW_MAX || areNamedSince(view, last.target, misnamedMs)) return null;
  return state === "ready" || reason === "tls-name"
    ? { state: "misnamed", reason: "some-names-missing", failed: [] }
    : null;
}

function pathState({ state }: Health, isSlow: boolean): State {
  if (state === "ready") return isSlow ? "warning" : "ok";
  if (state === "misnamed") return "warning";
  return state === "reachable" || state === "unseen" ? "unknown" : "critical";
}

function slowReason({ reason, state }: Health, isSlow: boolean): string {
  return state === "ready" && isSlow ? "slow" : reason;
}

interface Others {
  readonly path: readonly Look[];
  readonly count: number;
}

function serverVerdict(view: View, { sighting, health }: Look, { path, count }: Others): Verdict {
  const machine = view.machines.of(sighting.last.target.machineId, sighting.last.target.name);
  // Our own way to it may be closed: the certificate that the load balancer shows proves the server alive.
  const isHidden = health.reason === "timeout" && isShownBy(path, sighting);
  const latencyMs = sighting.last.result.kind === "seen" ? sighting.last.result.value.latencyMs : null;
  return {
    ...about(view, sighting),
    subject: `api-server/${machine?.id ?? sighting.last.target.name}`,
    kind: "api-server",
    state: isHidden ? "unknown" : serverState(health),
    reason: isHidden ? "only-through-balancer" : health.reason,
    values: { ...evidence(sighting, health), name: machine?.hostname ?? sighting.last.target.name, servers: count },
    ...(latencyMs === null ? {} : { gauges: { latencyMs } }),
    machineId: machine?.id ?? null,
    confirmations: view.target.thresholds.confirmations,
    tracked: [],
  };
}

function serverState({ state }: Health): State {
  if (state === "ready" || state === "slow") return "ok";
  return state === "reachable" || state === "unseen" ? "unknown" : "warning";
}

function isShownBy(path: readonly Look[], { seen }: Sighting<"api-health">): boolean {
  const own = seen?.result.kind === "seen" ? seen.result.value.leafFingerprint : null;
  return (
    own !== null &&
    path.some(({ sighting: { last } }) => last.result.kind === "seen" && last.result.value.leafFingerprint === own)
  );
}

function evidence({ last }: Sighting<"api-health">, { failed }: Health): Verdict["values"] {
  const { result, target } = last;
  if (result.kind === "missed") return { address: target.address, detail: result.detail, failedChecks: [] };
  return {
    address: target.address,
    status: result.value.status,
    failedChecks: [...failed],
    backend: result.value.backendAddress,
  };
}

function about(view: View, { last }: Sighting<"api-health">) {
  return {
    source: sourceOf(last),
    // A refused connection is a sight of its own: the server was seen to be down.
    observedAtMs: last.atMs,
    sample: last.monotonicMs,
    everyMs: everyMs("api-health", view.target.pollSeconds),
  };
}

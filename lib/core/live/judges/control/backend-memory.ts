import type { Observation } from "#lib/core/live/observation.ts";

/** Which servers answered through the load balancer, and when last, by the observer's monotonic clock. */
export interface BackendMemory {
  readonly answers: ReadonlyMap<string, BackendAnswer>;
  readonly firstMs: number | null;
  readonly count: number;
  /** Last look through the load balancer that met a certificate for other names; null = none yet. */
  readonly misnamedMs: number | null;
}

interface BackendAnswer {
  readonly leafFingerprint: string;
  readonly monotonicMs: number;
}

export const emptyBackendMemory: BackendMemory = { answers: new Map(), firstMs: null, count: 0, misnamedMs: null };

/** A balancer that has not chosen a server for so long never does (probes.md section 7). */
export const SPREAD_MS = 600_000;

/** Takes in looks through the load balancer; anything else leaves the memory as it is. */
export function rememberBackends(memory: BackendMemory, observation: Observation): BackendMemory {
  const { probe, result, monotonicMs, target } = observation;
  if (result.kind === "missed") {
    const isMisnamed = target.way === "path" && result.reason === "tls-name";
    return isMisnamed ? { ...memory, misnamedMs: monotonicMs } : memory;
  }
  if (probe !== "api-backend") return memory;
  const { address, leafFingerprint } = result.value;
  const recent = [...memory.answers].filter(([, answer]) => monotonicMs - answer.monotonicMs <= SPREAD_MS);
  const answers = new Map(recent).set(address, { leafFingerprint, monotonicMs });
  return { ...memory, answers, firstMs: memory.firstMs ?? monotonicMs, count: memory.count + 1 };
}

import type { Missed, ObservationOf, ProbeName, Sights, Target } from "#lib/core/live/observation.ts";
import type { Access } from "./access.ts";
import { Miss, missOf } from "./transport/miss.ts";
import type { Transport } from "./transport/transport.ts";

/** The two clocks of an observer: ages are differences of the second one. */
export interface Clock {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
}

export const systemClock: Clock = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

export interface ProbeOptions {
  readonly transport: Transport;
  /** Total, from the name lookup to the last byte. */
  readonly timeoutMs: number;
  readonly observer: string;
  readonly clock: Clock;
}

/** One look. Never rejects: what goes wrong is a `missed` result. */
export type Probe<Name extends ProbeName> = (
  target: Target,
  access: Access,
  options: ProbeOptions,
) => Promise<ObservationOf<Name>>;

/** What a probe works with while it looks. */
export interface Look {
  readonly target: Target;
  readonly access: Access;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Monotonic instant at which the look ends. */
  readonly deadlineMs: number;
}

/** Makes a probe of a function that sees or throws: deadline, classification and clocks are the same for all. */
export function probe<Name extends ProbeName>(name: Name, see: (look: Look) => Promise<Sights[Name]>): Probe<Name> {
  return async (target, access, { transport, timeoutMs, observer, clock }) => {
    const startedMs = clock.monotonicMs();
    const result = await withDeadline(timeoutMs, (signal) => {
      const deadlineMs = performance.now() + timeoutMs;
      return see({ target, access, transport, clock, timeoutMs, signal, deadlineMs });
    }).then(
      (value) => ({ kind: "seen" as const, value }),
      (error: unknown) => missed(missOf(error, access.credential.kind === "certificate")),
    );
    const monotonicMs = clock.monotonicMs();
    const atMs = clock.wallMs();
    return { probe: name, target, result, atMs, monotonicMs, durationMs: monotonicMs - startedMs, observer };
  };
}

/** Ends the look at its deadline even where the code under it does not listen to the signal. */
async function withDeadline<Value>(timeoutMs: number, see: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const miss = new Miss("timeout", `No complete answer within ${timeoutMs} ms.`);
    controller.abort(miss);
    // One turn later, so that the reader can say what it was waiting for.
    setImmediate(() => late.reject(miss));
  }, timeoutMs);
  try {
    return await Promise.race([see(controller.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function missed({ reason, message, status }: Miss): Missed {
  return { kind: "missed", reason, detail: message, status };
}

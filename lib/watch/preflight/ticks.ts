import type { Tick } from "#lib/core/connection/connection.ts";
import type { Missed, MissReason, ObservationOf, ProbeName } from "#lib/core/live/observation.ts";

/** Which step of a connection fails with this reason, and the code of its sentence. */
const MISSES: Readonly<Record<MissReason, readonly [Tick["step"], string]>> = {
  dns: ["resolve", "NET-DNS"],
  "forbidden-address": ["resolve", "NET-FORBIDDEN"],
  "not-configured": ["resolve", "NET-ADDRESS"],
  refused: ["tcp", "NET-TCP"],
  unreachable: ["tcp", "NET-TCP"],
  reset: ["tcp", "NET-RESET"],
  timeout: ["tcp", "NET-TIME"],
  "tls-untrusted": ["tls", "TLS-CA"],
  "tls-name": ["tls", "TLS-SAN"],
  "tls-protocol": ["tls", "TLS-PROTOCOL"],
  "client-certificate-required": ["auth", "AUTH-CERTIFICATE"],
  unauthorised: ["auth", "AUTH-401"],
  forbidden: ["auth", "AUTH-403"],
  throttled: ["auth", "API-429"],
  "credential-locked": ["auth", "AUTH-LOCKED"],
  "no-service-account": ["account", "POD-NONE"],
  "not-found": ["auth", "API-404"],
  "server-error": ["auth", "API-5XX"],
  "bad-answer": ["auth", "API-ANSWER"],
  "too-large": ["auth", "API-ANSWER"],
  redirected: ["auth", "API-REDIRECT"],
  "probe-error": ["auth", "PROBE-ERROR"],
};

export type Values = Tick["values"];

export function tick(
  step: Tick["step"],
  state: Tick["state"],
  about: { readonly code: string; readonly values?: Values; readonly name?: string },
): Tick {
  return {
    id: about.name === undefined ? step : `${step} ${about.name}`.slice(0, 120),
    step,
    state,
    code: about.code,
    values: about.values ?? {},
  };
}

/** Where a look that missed was stopped, with what it says of it. */
export function missTick({ reason, detail, status }: Missed, address: string, name?: string): Tick {
  const [step, code] = MISSES[reason];
  return tick(step, "failed", {
    code,
    values: { address, detail, ...(status === null ? {} : { status }) },
    ...(name === undefined ? {} : { name }),
  });
}

/** The value of a look, or null. */
export function seenIn<Name extends ProbeName>({ result }: ObservationOf<Name>) {
  return result.kind === "seen" ? result.value : null;
}

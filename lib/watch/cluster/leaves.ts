import type { MissReason, Observation } from "#lib/core/live/observation.ts";

/** A certificate was shown, and nobody can believe it. */
const UNBELIEVED: readonly MissReason[] = ["tls-untrusted", "tls-name"];

/**
 * Calls for a look at a server's certificates when it shows another one than before: what was renewed, or has become
 * bad, is known now and not within the hour. Only servers asked at their own address: through the VIP each of them
 * answers in turn.
 */
export function watchLeaves(review: (address: string) => void): (observation: Observation) => void {
  const shown = new Map<string, string>();
  return (observation) => {
    const now = shownBy(observation);
    if (now === null) return;
    const { address } = observation.target;
    const before = shown.get(address) ?? now;
    shown.set(address, now);
    if (before !== now) review(address);
  };
}

/** The leaf, or why it is not believed; null where a look tells nothing of it. */
function shownBy({ probe, target, result }: Observation): string | null {
  if (probe !== "api-health" || target.way !== "direct") return null;
  if (result.kind === "seen") return result.value.leafFingerprint;
  return UNBELIEVED.includes(result.reason) ? result.reason : null;
}

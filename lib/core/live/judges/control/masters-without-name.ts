import { covers } from "#lib/core/live/judges/certificates/wanted-names.ts";
import { sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { View } from "#lib/core/live/live-state.ts";
import type { Target } from "#lib/core/live/observation.ts";

/** Host names of the masters whose API server was last seen with a certificate that is not for the entry's address. */
export function mastersWithoutName(view: View, entry: Target): string[] {
  const name = hostOf(entry.address).toLowerCase();
  const servers = view.of("api-health").map(({ last }) => last.target.address);
  return view.of("certificate").flatMap((sighting) => {
    const { target } = sighting.last;
    const [leaf] = sightValue(sighting)?.chain ?? [];
    if (leaf === undefined || target.way !== "direct" || !servers.includes(target.address)) return [];
    if (covers(leaf.sans, name)) return [];
    return [view.machines.of(target.machineId, target.name)?.hostname ?? target.name];
  });
}

/** True when every API server was seen with a certificate for the entry's address after this instant, monotonic. */
export function areNamedSince(view: View, entry: Target, sinceMs: number): boolean {
  const name = hostOf(entry.address).toLowerCase();
  const servers = view.of("api-health").filter(({ last }) => last.target.way === "direct");
  const looks = view.of("certificate").filter(({ last }) => last.target.way === "direct");
  return (
    servers.length > 0 &&
    servers.every(({ last: { target } }) => {
      const { seen } = looks.find((look) => look.last.target.address === target.address) ?? { seen: null };
      const [leaf] = seen?.result.kind === "seen" ? seen.result.value.chain : [];
      return seen !== null && seen.monotonicMs > sinceMs && leaf !== undefined && covers(leaf.sans, name);
    })
  );
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
}

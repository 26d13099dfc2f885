import type { LiveState, Sighting, View } from "#lib/core/live/live-state.ts";
import type { ProbeName } from "#lib/core/live/observation.ts";

/** The state as judges see it. */
export function viewOf({ target, machines, memory, clocks, sightings }: LiveState): View {
  return {
    target,
    machines,
    memory,
    clocks,
    of: <Name extends ProbeName>(probe: Name) => {
      const found: Sighting<Name>[] = [];
      for (const sighting of sightings.get(probe)?.values() ?? []) if (isOf(sighting, probe)) found.push(sighting);
      return found;
    },
  };
}

function isOf<Name extends ProbeName>(sighting: Sighting, probe: Name): sighting is Sighting<Name> {
  return sighting.last.probe === probe;
}

import type { LiveState, Sighting, View } from "./live-state.ts";
import type { ProbeName } from "./observation.ts";

/** The state as judges see it. */
export function viewOf({ target, machines, memory, clocks, sightings }: LiveState): View {
  return {
    target,
    machines,
    memory,
    clocks,
    of: <Name extends ProbeName>(probe: Name) =>
      [...sightings.values()].filter((sighting): sighting is Sighting<Name> => sighting.last.probe === probe),
  };
}

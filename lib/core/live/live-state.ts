import type { BackendMemory } from "./judges/control/backend-memory.ts";
import type { EtcdMemory } from "./judges/etcd/memory.ts";
import type { LeaseMemory } from "./judges/leases/lease-memory.ts";
import type { LiveTarget, MachineIndex } from "./live-target.ts";
import type { MissReason, Observation, ObservationOf, ProbeName } from "./observation.ts";
import type { Shelves } from "./shelves.ts";
import type { Fact, FactKind, State, Transition } from "./state.ts";

/** The last looks of one probe at one target. */
export interface Sighting<Name extends ProbeName = ProbeName> {
  readonly last: ObservationOf<Name>;
  /** The newest look that saw something, and the one before it. */
  readonly seen: ObservationOf<Name> | null;
  readonly seenBefore: ObservationOf<Name> | null;
  readonly missesInRow: number;
}

export interface Clocks {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** What a judge says of one subject at one moment, before confirmation. */
export interface Verdict {
  readonly subject: string;
  readonly kind: FactKind;
  readonly state: State;
  readonly reason: string;
  readonly values: Fact["values"];
  /** Numbers that move all the time (an index, a latency, an instant of renewal): shown, and no change of the fact. */
  readonly gauges?: Readonly<Record<string, number>>;
  readonly machineId: string | null;
  readonly source: string;
  /** Wall clock of the look that this rests on; null = nothing was ever seen. */
  readonly observedAtMs: number | null;
  /** Tells one look from the next, so that judging one look twice confirms nothing. */
  readonly sample: number;
  /** Interval of the looks behind it: three of them without one make it unknown. */
  readonly everyMs: number;
  /** Bad looks in a row before it counts; 1 = at once. */
  readonly confirmations: number;
  /** Values whose change is an event of its own, such as `holder`. */
  readonly tracked: readonly string[];
  /** Why the last look saw nothing, where it did not: what grows old then says so. */
  readonly missed?: MissReason | null;
}

/** A fact with what is still waiting to be confirmed. */
export interface Settled {
  readonly fact: Fact;
  readonly gauges: Readonly<Record<string, number>>;
  /** Last known text of each tracked value: what nobody sees for a while has not moved. */
  readonly tracked: Readonly<Record<string, string>>;
  readonly everyMs: number;
  readonly missed: MissReason | null;
  /** Of the verdict behind it; null for what an earlier run stored. */
  readonly sample: number | null;
  readonly pending: { readonly state: State; readonly looks: number; readonly sample: number } | null;
  /** False for what an earlier run stored and nothing has confirmed yet. */
  readonly isFresh: boolean;
  /** Whether it ever was more than unknown. */
  readonly isJudged: boolean;
}

export interface Memory {
  readonly leases: LeaseMemory;
  readonly etcd: EtcdMemory;
  readonly backends: BackendMemory;
  /** Wall-clock instants at which a tracked value changed, by subject, last 24 h. */
  readonly moves: ReadonlyMap<string, readonly number[]>;
}

export interface LiveState {
  readonly target: LiveTarget;
  readonly machines: MachineIndex;
  readonly sightings: Shelves<ProbeName, Sighting>;
  readonly memory: Memory;
  /** By subject. */
  readonly settled: Shelves<FactKind, Settled>;
  readonly clocks: Clocks;
}

/** What a judge may look at. */
export interface View {
  readonly target: LiveTarget;
  readonly machines: MachineIndex;
  readonly memory: Memory;
  readonly clocks: Clocks;
  /** All targets that this probe has looked at, in the order of first sight. */
  readonly of: <Name extends ProbeName>(probe: Name) => readonly Sighting<Name>[];
}

/** Judges what its probes bring. Pure; says everything it knows each time, and subjects it no longer names are gone. */
export interface Judge {
  readonly name: string;
  /** Each kind of fact belongs to one judge. */
  readonly kinds: readonly FactKind[];
  readonly probes: readonly ProbeName[];
  readonly judge: (view: View) => readonly Verdict[];
}

/** What changed by one step. */
export interface LiveChanges {
  readonly facts: readonly Fact[];
  readonly removed: readonly string[];
  readonly transitions: readonly Transition[];
}

export function sourceOf({ probe, target }: Pick<Observation, "probe" | "target">): string {
  return `${probe} ${target.address}`;
}

import type { Connection, Tick } from "#lib/core/connection/connection.ts";
import type { LookedProbe, ObservationOf, Target } from "#lib/core/live/observation.ts";
import { RHYTHMS } from "#lib/core/live/thresholds.ts";
import { probes } from "#lib/probe/index.ts";
import { type Probe, systemClock } from "#lib/probe/probe.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { ConnectedAs } from "#lib/store/connection/identities.ts";
import type { Accesses } from "#lib/watch/accesses.ts";
import type { Pod } from "#lib/watch/service-account.ts";

/** A dry run under way. */
export interface DryRun {
  readonly connection: Connection;
  readonly accesses: Accesses;
  /** Where the engine itself runs; asked about by connections that use its service account. */
  readonly pod: Pod;
  readonly transport: Transport;
  readonly observer: string;
  /** Another cluster that is connected to the running cluster of this uid; null when none is. */
  readonly connectedAs: (uid: string) => Promise<ConnectedAs | null>;
  /** Takes all ticks so far. */
  readonly say: (ticks: readonly Tick[]) => Promise<void>;
}

/** Tells one step after the other. */
export interface Teller {
  readonly found: (...ticks: readonly Tick[]) => Promise<void>;
  /** Names the step that is being walked; it goes when its result comes. */
  readonly walking: (step: Tick["step"]) => Promise<void>;
}

export function look<Name extends LookedProbe>(
  { transport, observer }: DryRun,
  name: Name,
  at: { readonly target: Target; readonly access: Accesses[keyof Accesses] },
): Promise<ObservationOf<Name>> {
  const probe: Probe<Name> = probes[name];
  return probe(at.target, at.access, { transport, observer, timeoutMs: RHYTHMS[name].timeoutMs, clock: systemClock });
}

/** Through the VIP or name: what clients use. */
export function pathOf({ connection }: DryRun): Target {
  return { name: "path", machineId: null, address: connection.api.address, way: "path" };
}

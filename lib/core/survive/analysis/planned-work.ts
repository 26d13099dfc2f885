import type { PlannedWork } from "#lib/core/survive/analysis.ts";
import { distancesAfter } from "#lib/core/survive/bdd/distance.ts";
import { gradients } from "#lib/core/survive/bdd/probability.ts";
import type { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { serviceRef, unavailableAt } from "./compiled.ts";
import { judgedOf, machinesOf } from "./levels.ts";
import type { Engine } from "./service.ts";

const HOURS_PER_YEAR = 8760;
const MINUTES_PER_YEAR = HOURS_PER_YEAR * 60;
/** Two kernel or Kubernetes updates a year, two hours each, is what most teams plan for. */
const HOURS_PER_MACHINE = 4;
/** Workers are drained one by one without a risk to the control plane; their number would only hide the rest. */
const MACHINES_MAX = 64;

/**
 * The unavailability with planned work: U = (1 - sum of shares) x U0 + sum of share x U(machine out), one machine at
 * a time; shares are of a year.
 */
export function plannedUnavailability(base: number, outs: readonly { share: number; risk: number }[]): number {
  const working = outs.reduce((sum, { share }) => sum + share, 0);
  return (1 - working) * base + outs.reduce((sum, { share, risk }) => sum + share * risk, 0);
}

/** What planned work on the machines of the headline service costs, and how near an outage is meanwhile. */
export function plannedWorkOf(engine: Engine, service: ServiceId): PlannedWork | null {
  const { compiled } = engine;
  const root = serviceRef(compiled, service);
  if (root === null) return null;
  const q = unavailableAt(compiled, 1);
  const fewest = distancesAfter(compiled.bdd, root);
  const { unavailability, birnbaum } = gradients(compiled.bdd, root, q);
  const machines = machinesOf(judgedOf(engine, root))
    .slice(0, MACHINES_MAX)
    .map(({ machineId, variable }) => {
      const total = fewest[variable] ?? 0;
      const risk = unavailability + (1 - (q[variable] ?? 0)) * (birnbaum[variable] ?? 0);
      return { machineId, risk, distance: Number.isFinite(total) ? total : null };
    });
  const share = HOURS_PER_MACHINE / HOURS_PER_YEAR;
  const planned = plannedUnavailability(
    unavailability,
    machines.map(({ risk }) => ({ share, risk })),
  );
  return { hoursPerMachine: HOURS_PER_MACHINE, minutesPerYear: planned * MINUTES_PER_YEAR, machines };
}

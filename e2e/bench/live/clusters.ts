import type { Connection, Credentials } from "#lib/core/connection/connection.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { connectionOf, credentialsOf, planOf } from "#lib/sim/demo/planned.ts";
import type { Fault } from "#lib/sim/fault.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";

/** A simulated cluster as the product is told of it. */
export interface Told {
  readonly name: string;
  readonly plan: Plan;
  readonly connection: Connection;
  readonly credentials: Credentials;
}

/** What to let go wrong; answered with the instant at which it had. */
export interface FaultOrder {
  readonly id: number;
  readonly name: string;
  readonly fault: Fault;
}

const POLL_SECONDS = 5;

/** Simulated clusters in a process of their own: first number, count, and the octet of their network. */
async function main([first = 0, count = 1, network = 0]: readonly number[]): Promise<void> {
  const names = Array.from({ length: count }, (_, at) => `bench-${String(first + at).padStart(4, "0")}`);
  const shape = { sharesCertificate: true, hasKubelets: true, hasPeerPorts: false };
  const sim = await startSim({ clusters: names.map((name) => ({ name, ...shape })), network });
  process.send?.(names.map((name) => told(sim, name)));
  process.on("message", (order: FaultOrder) => void happen(sim, order));
  process.once("disconnect", () => process.exit());
}

function told(sim: Sim, name: string): Told {
  const connection = { ...connectionOf(sim, name), pollSeconds: POLL_SECONDS };
  return { name, plan: planOf(sim, name), connection, credentials: credentialsOf(sim, name) };
}

async function happen(sim: Sim, { id, name, fault }: FaultOrder): Promise<void> {
  await sim.fault(name, fault);
  process.send?.({ id, atMs: Date.now() });
}

await main(process.argv.slice(2).map(Number));

import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Fault } from "#lib/sim/fault.ts";
import { ended, startChild } from "./children.ts";
import type { FaultOrder, Told } from "./clusters.ts";
import { cpuOf } from "./processes.ts";

/** All simulated clusters, in as many processes as their sockets need. */
export interface Simulation {
  readonly clusters: readonly Told[];
  readonly processes: number;
  /** Lets something go wrong; answers the instant at which it had, ms since the epoch. */
  readonly fault: (name: string, fault: Fault) => Promise<number>;
  readonly cpuSeconds: () => number;
  readonly stop: () => Promise<void>;
}

/** Of its own octets, away from tests and demo; 256 clusters take one. */
const NETWORK = 116;
const PER_NETWORK = 256;
/** Thirteen listeners, and the kept connections of whoever looks. */
const SOCKETS_PER_CLUSTER = 28;
const SPARE_SOCKETS = 200;

export async function startSimulation(count: number): Promise<Simulation> {
  const most = Math.max(1, Math.floor((openFilesMax() - SPARE_SOCKETS) / SOCKETS_PER_CLUSTER));
  const processes = Math.ceil(count / most);
  const share = Math.ceil(Math.ceil(count / processes) / PER_NETWORK) * PER_NETWORK;
  const parts = Array.from({ length: Math.ceil(count / share) }, (_, at) => {
    const first = at * share;
    return [first, Math.min(share, count - first), NETWORK + first / PER_NETWORK].map(String);
  });
  const started = await Promise.all(parts.map((args) => startChild("clusters.ts", args)));
  const owners = new Map<string, ChildProcess>();
  const clusters = started.flatMap(({ child, first }) => {
    for (const { name } of first) owners.set(name, child);
    return first;
  });
  const children = started.map(({ child }) => child);
  let orders = 0;
  return {
    clusters,
    processes: children.length,
    fault: (name, fault) => {
      orders += 1;
      return happened(owners.get(name), { id: orders, name, fault });
    },
    cpuSeconds: () => children.reduce((sum, { pid = 0 }) => sum + cpuOf(pid), 0),
    stop: async () => void (await Promise.all(children.map(ended))),
  };
}

function happened(child: ChildProcess | undefined, order: FaultOrder): Promise<number> {
  if (child === undefined) throw new Error(`No simulated cluster is called ${order.name}.`);
  const { promise, resolve } = Promise.withResolvers<number>();
  const hear = (message: { readonly id?: number; readonly atMs: number }): void => {
    if (message.id !== order.id) return;
    child.off("message", hear);
    resolve(message.atMs);
  };
  child.on("message", hear);
  child.send(order);
  return promise;
}

/** Soft limit of this process, which its children inherit. */
function openFilesMax(): number {
  const [, soft = "1024"] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
  return Number(soft);
}

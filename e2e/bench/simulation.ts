import { type Sim, type SimEndpoints, startSim } from "#lib/sim/sim.ts";

/** What the measuring process needs to look at one simulated cluster. */
export interface SimulatedAccess {
  readonly name: string;
  readonly endpoints: SimEndpoints;
  readonly caPem: string;
  readonly token: string;
  readonly etcd: ReturnType<Sim["etcdAccess"]>;
}

/** Of its own octet, away from the tests. */
const NETWORK = 120;

/** A process of its own, so that the CPU of the servers is not counted as ours. Its argument is the number of clusters. */
async function main(count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, at) => `sim-${at + 1}`);
  const sim = await startSim({ clusters: names.map((name) => ({ name, sharesCertificate: true })), network: NETWORK });
  const accesses = names.map((name): SimulatedAccess => {
    const [endpoints, caPem, token, etcd] = [
      sim.endpoints(name),
      sim.caPem(name),
      sim.token(name),
      sim.etcdAccess(name),
    ];
    return { name, endpoints, caPem, token, etcd };
  });
  process.send?.({ accesses, rssBytes: process.memoryUsage().rss });
  process.once("disconnect", () => process.exit());
}

await main(Number(process.argv[2] ?? 1));

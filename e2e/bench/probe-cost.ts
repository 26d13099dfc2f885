import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { LookedProbe } from "#lib/core/live/observation.ts";
import type { Access } from "#lib/probe/access.ts";
import { probes } from "#lib/probe/index.ts";
import { type ProbeOptions, systemClock } from "#lib/probe/probe.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import type { Row } from "./report.ts";
import type { SimulatedAccess } from "./simulation.ts";

const ROUNDS = 5;
const LOOKS_PER_ROUND = 400;
/** As many as an engine has under way at once with a few hundred clusters. */
const AT_ONCE = 20;
const MICROS_PER_MS = 1000;

const CASES: readonly { name: string; probe: LookedProbe; isEtcd: boolean; goalMs: number }[] = [
  { name: "keep-alive readyz, CPU per look", probe: "api-health", isEtcd: false, goalMs: 0.2 },
  { name: "keep-alive leases, CPU per look", probe: "leases", isEtcd: false, goalMs: 0.3 },
  { name: "etcd status over a kept session, CPU per look", probe: "etcd-status", isEtcd: true, goalMs: 0.3 },
  { name: "certificate on a new connection, CPU per look", probe: "certificate", isEtcd: false, goalMs: 1.2 },
];

/** What one look costs us: user and system time of this process alone, the servers live in another. */
export async function probeRows(): Promise<Row[]> {
  const { child, accesses } = await simulation(1);
  const [cluster] = accesses;
  if (cluster === undefined) throw new Error("The simulation answers with its clusters.");
  const transport = createTransport({ mayConnect: () => true });
  const options: ProbeOptions = { transport, timeoutMs: 5000, observer: "bench", clock: systemClock };
  try {
    const rows: Row[] = [];
    for (const { name, probe, isEtcd, goalMs } of CASES) {
      const access = isEtcd ? etcdAccess(cluster) : apiAccess(cluster);
      const address = (isEtcd ? cluster.endpoints.etcd : cluster.endpoints.api)[0]?.address ?? "";
      const look = () => probes[probe]({ name: address, machineId: null, address, way: "direct" }, access, options);
      await round(look);
      const ours: number[] = [];
      for (let at = 0; at < ROUNDS; at += 1) ours.push(await round(look));
      rows.push({ name, ours, beside: [], goalMs });
    }
    return rows;
  } finally {
    transport.close();
    child.disconnect();
  }
}

/** CPU milliseconds per look of one round. */
async function round(look: () => Promise<{ readonly result: { readonly kind: string } }>): Promise<number> {
  const before = process.cpuUsage();
  let left = LOOKS_PER_ROUND;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const { result } = await look();
      if (result.kind !== "seen") throw new Error(`A look was missed: ${JSON.stringify(result)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROS_PER_MS / LOOKS_PER_ROUND;
}

/** Simulated clusters in another process; it ends when the channel does. */
async function simulation(count: number): Promise<{
  readonly child: ChildProcess;
  readonly accesses: readonly SimulatedAccess[];
  readonly rssBytes: number;
}> {
  const child = fork(new URL("./simulation.ts", import.meta.url), [String(count)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [message] = await once(child, "message");
  return { child, ...message };
}

function apiAccess({ caPem, token }: SimulatedAccess): Access {
  return { trust: { kind: "ca", caPem }, credential: { kind: "token", token }, serverName: null };
}

function etcdAccess({ etcd: { caPem, certificatePem, keyPem } }: SimulatedAccess): Access {
  const credential = { kind: "certificate" as const, certificatePem, keyPem };
  return { trust: { kind: "ca", caPem }, credential, serverName: null };
}

import { afterAll } from "vitest";
import type { LookedProbe, ObservationOf, Sights, Target } from "#lib/core/live/observation.ts";
import type { Access } from "#lib/probe/access.ts";
import { probes } from "#lib/probe/index.ts";
import { type Probe, type ProbeOptions, systemClock } from "#lib/probe/probe.ts";
import { createTransport, type TransportOptions } from "#lib/probe/transport/transport.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import type { SimClusterSpec } from "#lib/sim/spec.ts";
import { testNetwork } from "./test-network.ts";

/** Vitest workers run at once, and so may two checkouts: each process takes a /16 of its own. */
const network = testNetwork();

export const NOBODY: Access = { trust: { kind: "none" }, credential: { kind: "none" }, serverName: null };

export interface Simulated {
  readonly sim: Sim;
  readonly api: Access;
  readonly etcd: Access;
  /** One look, with what the test wants to be different. */
  readonly look: <Name extends LookedProbe>(
    name: Name,
    address: string,
    change?: LookChange,
  ) => Promise<ObservationOf<Name>>;
}

interface LookChange {
  readonly access?: Access;
  readonly way?: Target["way"];
  readonly timeoutMs?: number;
}

/** A simulated cluster called `sim`, and probes that may go anywhere, for one test file. */
export async function simulated(spec: Omit<SimClusterSpec, "name"> = {}): Promise<Simulated> {
  const sim = await startSim({ clusters: [{ name: "sim", ...spec }], network });
  const options = probeOptions();
  afterAll(async () => {
    options.transport.close();
    await sim.stop();
  });
  const { caPem, certificatePem, keyPem } = sim.etcdAccess("sim");
  const api: Access = {
    trust: { kind: "ca", caPem: sim.caPem("sim") },
    credential: { kind: "token", token: sim.token("sim") },
    serverName: null,
  };
  const etcd: Access = {
    trust: { kind: "ca", caPem },
    credential: { kind: "certificate", certificatePem, keyPem },
    serverName: null,
  };
  return {
    sim,
    api,
    etcd,
    look(name, address, { access, way = "direct", timeoutMs = options.timeoutMs } = {}) {
      const usual = name.startsWith("etcd") ? etcd : api;
      // The table's type ties each probe to its name, which an index by a type parameter loses.
      const probe: Probe<typeof name> = probes[name];
      return probe(targetAt(address, way), access ?? usual, { ...options, timeoutMs });
    },
  };
}

export function probeOptions(change: Partial<TransportOptions> = {}): ProbeOptions {
  const transport = createTransport({ mayConnect: () => true, ...change });
  return { transport, timeoutMs: 3000, observer: "test", clock: systemClock };
}

export function targetAt(address: string, way: Target["way"] = "direct"): Target {
  return { name: address, machineId: null, address, way };
}

/** What was seen; fails the test with the reason where nothing was. */
export function seen<Name extends LookedProbe>({ result }: ObservationOf<Name>): Sights[Name] {
  if (result.kind === "missed") throw new Error(`missed: ${result.reason}, ${result.detail}`);
  return result.value;
}

/** Reason of a miss; what was seen where there is none. */
export function reasonOf<Name extends LookedProbe>({ result }: ObservationOf<Name>): string {
  return result.kind === "missed" ? result.reason : `seen: ${JSON.stringify(result.value)}`;
}

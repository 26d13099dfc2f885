import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, test } from "vitest";
import { advance, openLive } from "#lib/core/live/advance.ts";
import type { LiveState } from "#lib/core/live/live-state.ts";
import { indexMachines } from "#lib/core/live/live-target.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { probes } from "#lib/probe/index.ts";
import { systemClock } from "#lib/probe/probe.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import { startSim } from "#lib/sim/sim.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { tasksOf } from "#lib/watch/pace/tasks.ts";
import { isFull, report } from "./figure.ts";
import { connectionTo } from "./site/site.ts";

const NAME = "gz";
/** The engine of JavaScript keeps code and shapes of what it sees, and has seen all of it only after hundreds of cycles. */
const WARM_UP = isFull ? 2000 : 300;
const CYCLES = isFull ? 17_280 : 600;
/** The heap is weighed so often on the way: one heap that was large by chance makes no slope. */
const WEIGHINGS = 12;
const SLOPE_MB = 1;
const MB = 2 ** 20;

const sim = await startSim({ clusters: [{ name: NAME, workers: 1 }], network: testNetwork() });
const transport = createTransport({ mayConnect: () => true });
afterAll(async () => {
  transport.close();
  await sim.stop();
});
setFlagsFromString("--expose_gc");
const collect: () => void = runInNewContext("gc");

test(
  "looks as fast as they go leave no memory, handle or timer behind (R13)",
  async () => {
    const connection = connectionTo(sim, NAME);
    const { caPem, certificatePem, keyPem } = sim.etcdAccess(NAME);
    const api = {
      trust: connection.api.trust,
      credential: { kind: "token" as const, token: sim.token(NAME) },
      serverName: null,
    };
    const etcd = {
      trust: { kind: "ca" as const, caPem },
      credential: { kind: "certificate" as const, certificatePem, keyPem },
      serverName: null,
    };
    let state: LiveState = openLive(
      {
        plan: null,
        pollSeconds: connection.pollSeconds,
        observer: "test",
        thresholds: DEFAULT_THRESHOLDS,
        masters: connection.masters.map(({ address }) => address),
        hasEtcdAccess: true,
        hasBalancerAccess: false,
      },
      { wallMs: systemClock.wallMs(), monotonicMs: systemClock.monotonicMs() },
    );
    state = { ...state, machines: indexMachines(null) };
    const tasks = tasksOf(connection);
    const options = { transport, timeoutMs: 5000, observer: "test", clock: systemClock };
    const cycle = async (): Promise<void> => {
      const seen = await Promise.all(
        tasks.map(({ probe, target, access }) => probes[probe](target, access === "etcd" ? etcd : api, options)),
      );
      for (const one of seen) state = advance(state, asObservation(one)).state;
    };
    for (let at = 0; at < WARM_UP; at += 1) await cycle();
    const before = weigh();
    const heaps = [before.heapMb];
    for (let at = 1; at <= CYCLES; at += 1) {
      await cycle();
      if (at % (CYCLES / WEIGHINGS) === 0) heaps.push(weigh().heapMb);
    }
    const after = weigh();
    const slopeMb = (slopeOf(heaps) * WEIGHINGS * 1000) / CYCLES;
    report({
      id: "R13",
      what: `heap per 1,000 cycles, of ${CYCLES}`,
      value: `${slopeMb.toFixed(2)} MB`,
      limit: "1 MB",
    });
    report({
      id: "R13",
      what: "resident memory over all cycles",
      value: `${(after.rssMb - before.rssMb).toFixed(1)} MB`,
      limit: "printed",
    });
    report({
      id: "R13",
      what: "handles and timers more than at the start",
      value: String(after.handles - before.handles),
      limit: "<= 4",
    });
    expect(slopeMb).toBeLessThan(SLOPE_MB);
    expect(after.handles - before.handles).toBeLessThanOrEqual(4);
  },
  isFull ? 7_200_000 : 300_000,
);

/** Theil and Sen: the median of the slopes between all pairs, per step. */
function slopeOf(values: readonly number[]): number {
  const slopes = values.flatMap((low, from) => values.slice(from + 1).map((high, steps) => (high - low) / (steps + 1)));
  return slopes.toSorted((a, b) => a - b)[Math.floor(slopes.length / 2)] ?? 0;
}

function weigh(): { readonly heapMb: number; readonly rssMb: number; readonly handles: number } {
  collect();
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / MB, rssMb: rss / MB, handles: process.getActiveResourcesInfo().length };
}

/** A probe picked by its name answers with the observation of that name. */
function asObservation(found: Awaited<ReturnType<(typeof probes)[keyof typeof probes]>>): Observation {
  return found as Observation;
}

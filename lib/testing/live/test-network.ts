/** Octets of simulated clusters in tests; the demo, the specs and the benchmarks have others. */
const FIRST = 130;
const PER_WORKER = 25;

/** A network of loopback that no other worker of this run has, and most likely no other run beside it. */
export function testNetwork(): number {
  const worker = Number(process.env.VITEST_POOL_ID ?? 1);
  return FIRST + ((worker - 1) % 2) * PER_WORKER + (process.pid % PER_WORKER);
}

/** The faults of the engine, the store and the push, each with the test that judges it. */
export const FAULTS = {
  R1: { what: "kill -9 of the engine amid writes", file: "e2e/robust/writing.test.ts" },
  R2: { what: "every statement of a write fails once", file: "e2e/robust/statements.test.ts" },
  R3: { what: "PostgreSQL stopped and started", file: "e2e/robust/database-away.test.ts" },
  R4: { what: "the disk of the database full", file: "e2e/robust/disk-full.spec.ts" },
  R5: { what: "peer vanishes without a reset", file: "e2e/robust/targets.test.ts" },
  R6: { what: "API server that drips", file: "e2e/robust/targets.test.ts" },
  R7: { what: "endless answers", file: "lib/probe/transport/hostile.test.ts" },
  R8: { what: "malformed answers, 10,000 random ones", file: "lib/probe/transport/hostile.test.ts" },
  R9: { what: "malformed certificates", file: "lib/probe/certificates/certificates.test.ts" },
  R10: { what: "wall clock jumps", file: "e2e/robust/clock.test.ts" },
  R11: { what: "name servers that fail", file: "e2e/robust/names.test.ts" },
  R12: { what: "many clusters, 30 % dead", file: "e2e/robust/load.test.ts" },
  R13: { what: "cycles as fast as possible", file: "e2e/robust/cycles.test.ts" },
  R14: { what: "kill -9 of one of two engines", file: "e2e/robust/engines.test.ts" },
  R15: { what: "an engine stopped for 20 s", file: "e2e/robust/engines.test.ts" },
  R16: { what: "an engine cut off from the database", file: "e2e/robust/engines.test.ts" },
  R17: { what: "readers of the stream vanish and come back", file: "e2e/robust/storm.test.ts" },
  R18: { what: "seven tabs of one browser", file: "e2e/live/silence.spec.ts" },
  R19: { what: "the monitor's own network away", file: "lib/watch/offline.test.ts" },
  R20: { what: "engine frozen, walls open", file: "e2e/live/silence.spec.ts" },
} as const;

export type FaultId = keyof typeof FAULTS;

export const ROBUST_UNITS = filesOf(".test.ts");
export const ROBUST_SPECS = filesOf(".spec.ts");

function filesOf(ending: string): readonly string[] {
  return [...new Set(Object.values(FAULTS).map(({ file }) => file))].filter((file) => file.endsWith(ending));
}

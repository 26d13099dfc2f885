import { expect, test } from "vitest";
import type { Observation, Target } from "#lib/core/live/observation.ts";
import { latencyRounds } from "./latency-rounds.ts";

const at = (address: string): Target => ({ name: address, machineId: null, address, way: "direct" });
const tasks = [
  { probe: "slb", target: at("http://10.0.0.10/slb"), everyMs: 5000 },
  { probe: "slb", target: at("http://10.0.0.11/slb"), everyMs: 5000 },
  { probe: "certificate", target: at("10.0.0.11:6443"), everyMs: 3_600_000 },
] as const;

function looked(address: string, durationMs: number, isMissed = false): Observation {
  const result = isMissed
    ? ({ kind: "missed", reason: "timeout", detail: "", status: null } as const)
    : ({ kind: "seen", value: { host: "a", vrrp: "MASTER", mastersUp: 3 } } as const);
  return { probe: "slb", target: at(address), result, durationMs, atMs: 0, monotonicMs: 0, observer: "here" };
}

test("a round has one value for each place that is looked at often; a miss is no number, no look is nothing", () => {
  const rounds = latencyRounds(tasks);
  rounds.add(looked("http://10.0.0.10/slb", 12));
  rounds.close(1000);
  rounds.add(looked("http://10.0.0.11/slb", 3));
  rounds.add(looked("http://10.0.0.10/slb", 2000, true));
  rounds.close(6000);
  const taken = rounds.take();
  expect(taken.map(({ atMs, valuesMs }) => [atMs, valuesMs])).toEqual([
    [1000, [12, null]],
    [6000, [Number.NaN, 3]],
  ]);
  expect(taken[0]?.series.names).toEqual(["slb http://10.0.0.10/slb", "slb http://10.0.0.11/slb"]);
  expect(rounds.take()).toEqual([]);
});

test("two looks in one round: the slower counts, and a miss over both; a round without a look is none", () => {
  const rounds = latencyRounds(tasks);
  for (const ms of [5, 80, 7]) rounds.add(looked("http://10.0.0.10/slb", ms));
  rounds.add(looked("http://10.0.0.11/slb", 2000, true));
  rounds.add(looked("http://10.0.0.11/slb", 4));
  rounds.close(1000);
  rounds.close(6000);
  expect(rounds.take().map(({ valuesMs }) => valuesMs)).toEqual([[80, Number.NaN]]);
});

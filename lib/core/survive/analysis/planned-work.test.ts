import { expect, test } from "vitest";
import { analyse } from "#lib/core/survive/analyse.ts";
import { twoZones } from "#lib/testing/plans/two-zones.ts";
import { plannedUnavailability } from "./planned-work.ts";

const HOURS_PER_YEAR = 8760;
const MINUTES_PER_YEAR = HOURS_PER_YEAR * 60;

test("planned work is the share of the year that each machine is out, at the risk that this brings", () => {
  const outs = [
    { share: 0.01, risk: 0.5 },
    { share: 0.02, risk: 0.1 },
  ];
  expect(plannedUnavailability(0.001, outs)).toBeCloseTo(0.97 * 0.001 + 0.005 + 0.002, 15);
  expect(plannedUnavailability(0.001, [])).toBe(0.001);
});

test("while one master of a majority is out, one more failure is enough", () => {
  const { plannedWork, services } = analyse(twoZones(), { candidates: false });
  const [writes] = services;
  if (plannedWork === null || writes?.kind !== "analysed") throw new Error("nothing analysed");
  expect(plannedWork.machines.map(({ machineId }) => machineId).sort()).toEqual(["m1", "m2", "m3", "slb1", "slb2"]);
  expect(plannedWork.machines.every(({ distance }) => distance === 1)).toBe(true);
  const base = writes.likelihood.unavailability.value;
  const outs = plannedWork.machines.map(({ risk }) => ({ share: plannedWork.hoursPerMachine / HOURS_PER_YEAR, risk }));
  expect(plannedWork.minutesPerYear / MINUTES_PER_YEAR).toBeCloseTo(plannedUnavailability(base, outs), 15);
  expect(plannedWork.machines.every(({ risk }) => risk > base)).toBe(true);
});

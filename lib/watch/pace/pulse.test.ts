import { expect, test } from "vitest";
import { makePulse } from "./pulse.ts";

test("how late looks begin is told for the last half minute, not for ever", () => {
  let nowMs = 0;
  const pulse = makePulse(() => nowMs);
  for (const lagMs of [1, 2, 400]) pulse.began(lagMs);
  nowMs = 31_000;
  expect(pulse.figures()).toMatchObject({
    looks: 3,
    lagP50Ms: expect.closeTo(2, 1),
    lagP99Ms: expect.closeTo(400, -1),
  });
  for (const lagMs of [3, 3, 3]) pulse.began(lagMs);
  nowMs = 62_000;
  expect(pulse.figures()).toMatchObject({ looks: 6, lagP99Ms: expect.closeTo(3, 1) });
});

test("every target counts once until its first look, also when it is dropped before that", () => {
  let nowMs = 0;
  const pulse = makePulse(() => nowMs);
  const [first, second] = [pulse.planned(), pulse.planned()];
  nowMs = 1200;
  first();
  first();
  expect(pulse.figures()).toMatchObject({ notYetLooked: 1, coveredMs: 0 });
  nowMs = 3000;
  second();
  expect(pulse.figures()).toMatchObject({ notYetLooked: 0, coveredMs: 3000 });
});

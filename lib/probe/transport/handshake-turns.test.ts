import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurn } from "./handshake-turns.ts";

const late = () => new Error("late");
const patient = () => ({ deadlineMs: performance.now() + 60_000, late });

test("of a thousand handshakes sixty-four are under way at once, and all of them end, failures included", async () => {
  let now = 0;
  let most = 0;
  const shakes = Array.from({ length: 1000 }, (_, at) =>
    inTurn(async () => {
      now += 1;
      most = Math.max(most, now);
      await turn();
      now -= 1;
      if (at % 10 === 0) throw new Error("refused");
    }, patient()),
  );
  const ended = await Promise.allSettled(shakes);
  expect([most, ended.filter(({ status }) => status === "rejected").length]).toEqual([64, 100]);
});

test("whoever waits past its deadline is told so at that moment and never shakes; the place goes to the next", async () => {
  const hung = Promise.withResolvers<void>();
  const held = Array.from({ length: 64 }, () => inTurn(() => hung.promise, patient()));
  const shaken: string[] = [];
  const hasty = inTurn(async () => shaken.push("hasty"), { deadlineMs: performance.now() + 20, late });
  const next = inTurn(async () => shaken.push("next"), patient());
  await expect(hasty).rejects.toThrow("late");
  hung.resolve();
  await Promise.all([...held, next]);
  expect(shaken).toEqual(["next"]);
});

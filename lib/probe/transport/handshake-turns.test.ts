import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurn } from "./handshake-turns.ts";

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
    }),
  );
  const ended = await Promise.allSettled(shakes);
  expect([most, ended.filter(({ status }) => status === "rejected").length]).toEqual([64, 100]);
});

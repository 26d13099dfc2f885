import { createServer } from "node:http";
import { Client } from "undici";
import { afterEach, expect, test } from "vitest";
import { openLanes } from "./lanes.ts";

const server = createServer((request, response) => {
  if (request.url !== "/slow") response.end("fast");
  else setTimeout(() => response.end("slow"), 300);
});
afterEach(() => server.close());

test("a slow answer does not hold up a quick one, and a third question takes whichever of two connections is free first", async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  let made = 0;
  const lanes = openLanes(2, () => {
    made += 1;
    return new Client(`http://127.0.0.1:${port}`);
  });
  const ended: string[] = [];
  const ask = async (path: string): Promise<void> => {
    const { body } = await lanes.request({ method: "GET", path });
    ended.push(await body.text());
  };
  await Promise.all([ask("/slow"), ask("/"), ask("/")]);
  expect(ended).toEqual(["fast", "fast", "slow"]);
  expect(made).toBe(2);
  await ask("/");
  expect(made).toBe(2);
  await lanes.destroy();
});

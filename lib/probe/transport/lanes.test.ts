import { once } from "node:events";
import { createServer } from "node:http";
import { Client } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLanes } from "./lanes.ts";

const server = createServer((request, response) => {
  if (request.url !== "/slow") response.end("fast");
  else setTimeout(() => response.end("slow"), 300);
});
beforeAll(async () => void (await once(server.listen(0, "127.0.0.1"), "listening")));
afterAll(() => server.close());

function openTwo() {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const made: Client[] = [];
  const lanes = openLanes(2, () => {
    const client = new Client(`http://127.0.0.1:${port}`);
    made.push(client);
    return client;
  });
  return { lanes, made };
}

const patient = () => ({ signal: new AbortController().signal, capBytes: 1000, onHead: () => null });

test("a slow answer does not hold up a quick one, and a third question takes whichever of two connections is free first", async () => {
  const { lanes, made } = openTwo();
  const ended: string[] = [];
  const ask = async (path: string): Promise<void> => {
    ended.push((await lanes.ask({ method: "GET", path }, patient())).text);
  };
  await Promise.all([ask("/slow"), ask("/"), ask("/")]);
  expect(ended).toEqual(["fast", "fast", "slow"]);
  await ask("/");
  expect(made).toHaveLength(2);
  await lanes.destroy();
});

test("who waits when the lanes are closed is told so, and opens none that nobody would close", async () => {
  const { lanes, made } = openTwo();
  const asked = ["/slow", "/slow", "/"].map((path) => lanes.ask({ method: "GET", path }, patient()));
  const ended = Promise.allSettled(asked);
  await lanes.destroy();
  expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  await expect(asked[2]).rejects.toMatchObject({ reason: "reset" });
  expect(made.map(({ destroyed }) => destroyed)).toEqual([true, true]);
});

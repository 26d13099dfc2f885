import { once } from "node:events";
import { createServer } from "node:http";
import { Client } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { Miss } from "./miss.ts";

const server = createServer((request, response) => {
  if (request.url === "/early") response.writeEarlyHints({ link: "</a>; rel=preload" });
  if (request.url === "/silent") return;
  response.setHeader("x-what", "kept");
  if (request.url === "/halves") {
    // A character of three bytes in two pieces.
    response.write(Buffer.from([0xe4, 0xb8]));
    setTimeout(() => response.end(Buffer.from([0xad])), 20);
  } else response.end("whole");
});
beforeAll(async () => void (await once(server.listen(0, "127.0.0.1"), "listening")));
afterAll(() => server.close());

function asked(path: string, more: { signal?: AbortSignal; capBytes?: number; refusal?: Miss } = {}) {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const lane = new Client(`http://127.0.0.1:${port}`);
  const { signal = new AbortController().signal, capBytes = 1000, refusal = null } = more;
  return ask(lane, { method: "GET", path }, { signal, capBytes, onHead: () => refusal }).finally(() => lane.destroy());
}

test("status, headers and text of an answer, hints before it passed over, a character in two pieces kept whole", async () => {
  expect(await asked("/early")).toMatchObject({ status: 200, headers: { "x-what": "kept" }, text: "whole" });
  expect((await asked("/halves")).text).toBe("中");
});

test("a head that is refused and a body above its cap end the exchange with their own miss", async () => {
  const refusal = new Miss("redirected", "Not followed.");
  await expect(asked("/", { refusal })).rejects.toBe(refusal);
  await expect(asked("/", { capBytes: 4 })).rejects.toMatchObject({ reason: "too-large" });
});

test("an abort before, and one while nothing comes, end it with the reason of the abort", async () => {
  const reason = new Miss("timeout", "Late.");
  await expect(asked("/", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const silent = asked("/silent", { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 50);
  await expect(silent).rejects.toBe(reason);
});

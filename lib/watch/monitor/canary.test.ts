import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Canary, gatewayIn, makeCanary } from "./canary.ts";

const open: Canary[] = [];
afterEach(() => {
  for (const canary of open.splice(0)) canary.stop();
});

async function listening(): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("A TCP server has a port.");
  return { server, address: `127.0.0.1:${place.port}` };
}

test("a control target that takes connections answers, and one that is closed does not", async () => {
  const { server, address } = await listening();
  let nowMs = 0;
  const canary = makeCanary(address, () => nowMs);
  if (canary === null) throw new Error("There is one.");
  open.push(canary);
  expect([canary.name, await canary.isAnswering()]).toEqual([address, true]);
  server.close();
  await once(server, "close");
  expect(await canary.isAnswering(), "the answer of the last second is used again").toBe(true);
  nowMs += 1500;
  expect(await canary.isAnswering()).toBe(false);
});

test.each(["gateway", "10.0.0.1", "10.0.0.1:0", "10.0.0.1:99999", ":53"])(
  "%s is refused with how to write it",
  (text) => {
    expect(() => makeCanary(text, () => 0)).toThrow("write it as host:port");
  },
);

test("the default gateway is read from the kernel's table of routes", () => {
  const head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n";
  expect(gatewayIn(`${head}eth0\t0000A8C0\t00000000\t0001\neth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\n`)).toBe(
    "192.168.1.1",
  );
  expect(gatewayIn(head)).toBeNull();
  expect(gatewayIn("")).toBeNull();
});

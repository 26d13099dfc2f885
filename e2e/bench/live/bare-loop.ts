import { setInterval } from "node:timers/promises";
import { connect as connectTls, createSecureContext, type SecureContext } from "node:tls";
import { Client } from "undici";
import { phaseOf } from "#lib/core/connection/shards.ts";
import { CURVES } from "#lib/probe/transport/secure.ts";
import type { Told } from "./clusters.ts";

/**
 * The reads and handshakes of the heavier load and nothing around them: no deadline, no judgement, no storage. What
 * Node and OpenSSL take for them on this machine, at this pace, is the floor of an engine that is written for Node.
 */
const READ_EVERY_MS = 1000;
/** Ten certificates in 40 s, and the VIP on a new connection every 5 s. */
const SHAKE_EVERY_MS = 1000 / (10 / 40 + 1 / 5);
const PATH = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases";

let checks = 0;

/** Clusters to look at; anything else asks for the number of checks so far. */
process.on("message", (order: readonly Told[] | "checks") => {
  if (order !== "checks") order.forEach(watch);
  process.send?.(checks);
});
process.send?.("ready");
process.once("disconnect", () => process.exit());

function watch({ name, connection, credentials }: Told): void {
  const { trust } = connection.api;
  const ca = trust.kind === "ca" ? trust.caPem : undefined;
  const secureContext = createSecureContext({ ca, ecdhCurve: CURVES });
  const headers = credentials.api?.kind === "token" ? { authorization: `Bearer ${credentials.api.token}` } : {};
  const clients = connection.masters.map(
    ({ address }) => new Client(`https://${address}`, { connect: { secureContext } }),
  );
  void repeat(`${name} read`, READ_EVERY_MS, async (at) => {
    const answer = await clients[at % clients.length]?.request({ method: "GET", path: PATH, headers });
    JSON.parse((await answer?.body.text()) ?? "");
  });
  void repeat(`${name} shake`, SHAKE_EVERY_MS, async (at) => {
    await shake(connection.masters[at % connection.masters.length]?.address ?? "", secureContext);
  });
}

async function repeat(name: string, everyMs: number, act: (at: number) => Promise<void>): Promise<void> {
  await new Promise((begin) => setTimeout(begin, phaseOf(name, everyMs)));
  let at = 0;
  for await (const _ of setInterval(everyMs)) {
    await act(at);
    at += 1;
    checks += 1;
  }
}

function shake(address: string, secureContext: SecureContext): Promise<void> {
  const { hostname: host, port } = new URL(`https://${address}`);
  return new Promise((done, fail) => {
    const socket = connectTls({ host, port: Number(port), secureContext }, () => {
      socket.getPeerCertificate(true);
      socket.destroy();
      done();
    });
    socket.on("error", fail);
  });
}

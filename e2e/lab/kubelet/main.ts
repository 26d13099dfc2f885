import { createServer } from "node:http";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { kubernetesVersion } from "#e2e/real/programs.ts";
import { type Api, apiOf } from "./api.ts";
import { KUBECONFIG, untilConfigured, untilIdentified } from "./bootstrap.ts";
import { register, renewLease, renewStatus, type Self } from "./node.ts";
import { followPods } from "./pods.ts";
import { followManifests } from "./static-pods.ts";

/** Plays the kubelet on one machine of the lab, as its first process: no container runtime, but real static pods. */
const HEALTH_PORT = 10_248;
const FILES_EVERY_MS = 500;
const PODS_EVERY_MS = 1000;
const NODE_EVERY_MS = 10_000;

async function main(): Promise<void> {
  const [version] = kubernetesVersion();
  const self: Self = { name: hostname(), ip: process.env.NODE_IP ?? "", kubernetesVersion: version };
  createServer((_, response) => response.end("ok")).listen(HEALTH_PORT, "127.0.0.1");
  await untilConfigured();
  setInterval(followManifests, FILES_EVERY_MS);
  await untilIdentified(self.name);
  const api = apiOf(KUBECONFIG);
  const uid = await untilRegistered(api, self);
  void forever(PODS_EVERY_MS, () => followPods(api, self, uid));
  void forever(NODE_EVERY_MS, async () => {
    await renewLease(api, self, uid);
    await renewStatus(api, self);
  });
}

async function untilRegistered(api: Api, self: Self): Promise<string> {
  for (;;) {
    const uid = await register(api, self);
    if (uid !== null) return uid;
    await sleep(PODS_EVERY_MS);
  }
}

async function forever(everyMs: number, act: () => Promise<void>): Promise<void> {
  for (;;) {
    await act().catch((cause) => process.stderr.write(`${cause}\n`));
    await sleep(everyMs);
  }
}

await main();

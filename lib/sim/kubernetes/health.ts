import type { ServerResponse } from "node:http";
import type { SimCluster } from "#lib/sim/cluster.ts";
import { hasQuorum } from "#lib/sim/etcd/raft.ts";
import { sendText } from "#lib/sim/network/http.ts";

const CHECKS = [
  "ping",
  "log",
  "etcd",
  "etcd-readiness",
  "informer-sync",
  "poststarthook/start-apiextensions-controllers",
  "poststarthook/rbac/bootstrap-roles",
  "poststarthook/apiservice-discovery-controller",
  "shutdown",
];

/** `/readyz` and its relatives: a failing answer is always verbose. */
export function sendHealth(response: ServerResponse, cluster: SimCluster, host: string, url: URL): void {
  const { state } = cluster;
  const failing = new Set([state.api.get(host)?.failingCheck]);
  const isEtcdUp = hasQuorum(state) && state.members.find((member) => member.host === host)?.condition !== "down";
  if (!isEtcdUp) for (const check of ["etcd", "etcd-readiness"]) failing.add(check);
  const lines = CHECKS.map((name) => (failing.has(name) ? `[-]${name} failed: reason withheld` : `[+]${name} ok`));
  const isOk = lines.every((line) => line.startsWith("[+]"));
  const endpoint = url.pathname.slice(1);
  const verdict = `${endpoint} check ${isOk ? "passed" : "failed"}`;
  const isVerbose = url.searchParams.has("verbose") || !isOk;
  sendText(response, isOk ? 200 : 500, isVerbose ? `${[...lines, verdict].join("\n")}\n` : "ok");
}

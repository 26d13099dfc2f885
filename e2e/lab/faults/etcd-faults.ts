import { setTimeout as sleep } from "node:timers/promises";
import { etcdctl } from "../control-plane/etcd.ts";
import { disarmAlarms, ETCD_PORT, putBack, raiseNoSpace, takeDown } from "../control-plane/faults.ts";
import { writeInside } from "../control-plane/kubeadm.ts";
import type { Machine } from "../machine.ts";
import type { Undo } from "./undo.ts";

const DATA = "/var/lib/etcd/member";
const PEER_PORT = 2380;
const ASIDE_MANIFEST = "/etc/kubernetes/aside/etcd.yaml";
const IN_SYNC_WITHIN_MS = 60_000;

export async function etcdKilled(machine: Machine): Promise<Undo> {
  await takeDown(machine, "etcd");
  return () => putBack(machine, "etcd");
}

/** Connections stand, and nothing is answered on them. */
export async function etcdHung(machine: Machine): Promise<Undo> {
  if (!machine.signal("etcd", "SIGSTOP")) throw new Error(`No etcd runs on ${machine.name}.`);
  return async () => void machine.signal("etcd", "SIGCONT");
}

/** All members but one die. */
export async function quorumLost(masters: readonly Machine[], survivor: Machine): Promise<Undo> {
  const others = masters.filter(({ ip }) => ip !== survivor.ip);
  const undos = await Promise.all(others.map(etcdKilled));
  return async () => void (await Promise.all(undos.map((undo) => undo())));
}

export async function noSpace(machine: Machine): Promise<Undo> {
  await raiseNoSpace(machine);
  return () => disarmAlarms(machine);
}

/** Moves the leadership by request, with all members well; undone by moving it back. */
export async function leaderMoved(from: Machine, to: Machine): Promise<Undo> {
  await moveLeader(from, to);
  return () => moveLeader(to, from);
}

async function moveLeader(from: Machine, to: Machine): Promise<void> {
  const { code, output } = await etcdctl(from, "move-leader", await memberId(from, to));
  if (code !== 0) throw new Error(`The leadership does not move to ${to.name}: ${output.trim()}`);
}

/**
 * A member leaves and comes back with an empty data folder as a learner: two voters are left. Undone by promoting it,
 * which etcd refuses until it has caught up.
 */
export async function memberIsLearner(machine: Machine, witness: Machine): Promise<Undo> {
  const id = await memberId(witness, machine);
  await takeDown(machine, "etcd");
  await mustEtcdctl(witness, "member", "remove", id);
  await machine.run(["rm", "-rf", DATA]);
  const peerUrl = `--peer-urls=https://${machine.ip}:${PEER_PORT}`;
  const added = await mustEtcdctl(witness, "member", "add", machine.name, "--learner", peerUrl);
  const [, everybody] = /ETCD_INITIAL_CLUSTER="(.*)"/.exec(added) ?? [];
  if (everybody === undefined) throw new Error(`etcdctl names no initial cluster: ${added}`);
  await writeInside(machine, ASIDE_MANIFEST, joining(machine.readFile(ASIDE_MANIFEST), everybody));
  await putBack(machine, "etcd");
  const learnerId = await memberId(witness, machine, `https://${machine.ip}:${PEER_PORT}`);
  return () => untilPromoted(witness, learnerId);
}

/** A member whose folder is empty must not found a cluster of its own. */
function joining(manifest: string, everybody: string): string {
  const joined = manifest
    .split("\n")
    .filter((line) => !line.includes("--initial-cluster-state="))
    .map((line) => line.replace(/^(\s*- )--initial-cluster=.*$/, `$1--initial-cluster=${everybody}`));
  const flag = joined.findIndex((line) => line.includes("--initial-cluster="));
  const indent = /^\s*/.exec(joined[flag] ?? "")?.[0] ?? "";
  return joined.toSpliced(flag + 1, 0, `${indent}- --initial-cluster-state=existing`).join("\n");
}

async function untilPromoted(witness: Machine, id: string): Promise<void> {
  const deadline = performance.now() + IN_SYNC_WITHIN_MS;
  for (;;) {
    const { code, output } = await etcdctl(witness, "member", "promote", id);
    if (code === 0) return;
    if (performance.now() > deadline) throw new Error(`The learner is not promoted: ${output.trim()}`);
    await sleep(500);
  }
}

/** Lower-case hex, as etcdctl prints and takes it. */
async function memberId(witness: Machine, machine: Machine, url = `https://${machine.ip}:${ETCD_PORT}`) {
  const rows = (await mustEtcdctl(witness, "member", "list")).split("\n").map((line) => line.split(", "));
  const row = rows.find((columns) => columns.includes(url));
  if (row?.[0] === undefined) throw new Error(`etcd has no member at ${url}.`);
  return row[0];
}

async function mustEtcdctl(machine: Machine, ...args: readonly string[]): Promise<string> {
  const { code, output } = await etcdctl(machine, ...args);
  if (code === 0) return output;
  throw new Error(`etcdctl ${args.join(" ")} failed on ${machine.name}: ${output.trim()}`);
}

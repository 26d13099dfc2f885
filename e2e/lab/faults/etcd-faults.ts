import { setTimeout as sleep } from "node:timers/promises";
import { etcdctl } from "../control-plane/etcd.ts";
import { disarmAlarms, ETCD_PORT, putBack, raiseNoSpace, takeDown } from "../control-plane/faults.ts";
import { writeInside } from "../control-plane/kubeadm.ts";
import type { Machine } from "../machine.ts";
import { frozen } from "./frozen.ts";
import { fault, type Undo } from "./undo.ts";

const DATA = "/var/lib/etcd/member";
const PEER_PORT = 2380;
const MANIFEST = "/etc/kubernetes/manifests/etcd.yaml";
const CONNECTED_WITHIN_MS = 30_000;
const RETRY_MS = 1000;
const ETCD_PKI = "/etc/kubernetes/pki/etcd";

export async function etcdKilled(machine: Machine): Promise<Undo> {
  await takeDown(machine, "etcd");
  return fault(() => putBack(machine, "etcd"));
}

export async function etcdHung(machine: Machine): Promise<Undo> {
  return frozen(machine, "etcd");
}

/** All members but one die. */
export async function quorumLost(masters: readonly Machine[], survivor: Machine): Promise<Undo> {
  const others = masters.filter(({ ip }) => ip !== survivor.ip);
  const undos = await Promise.all(others.map(etcdKilled));
  return async () => void (await Promise.all(undos.map((undo) => undo())));
}

export async function noSpace(machine: Machine): Promise<Undo> {
  await raiseNoSpace(machine);
  return fault(() => disarmAlarms(machine));
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
 * A fourth member learns on a machine that had none: started from the manifest of a master that joined. Undone by
 * taking it out again.
 */
export async function learnerAdded(home: Machine, model: Machine): Promise<Undo> {
  for (const file of ["ca.crt", "ca.key"])
    await writeInside(home, `${ETCD_PKI}/${file}`, model.readFile(`${ETCD_PKI}/${file}`));
  await home.run(["sh", "-ec", CERTIFY, "certify", home.name, home.ip]);
  const peerUrl = `https://${home.ip}:${PEER_PORT}`;
  const added = await memberAdded(model, home.name, peerUrl);
  const [, everybody] = /ETCD_INITIAL_CLUSTER="(.*)"/.exec(added) ?? [];
  if (everybody === undefined) throw new Error(`etcdctl names no initial cluster: ${added}`);
  const own = model
    .readFile(MANIFEST)
    .replaceAll(model.ip, home.ip)
    .replace(`--name=${model.name}`, `--name=${home.name}`);
  await writeInside(home, MANIFEST, joining(own, everybody));
  const id = await memberId(model, home, peerUrl);
  return fault(async () => {
    await mustEtcdctl(model, "member", "remove", id);
    await home.run(["rm", MANIFEST]);
    home.signal("etcd", "SIGKILL");
    await home.run(["rm", "-rf", DATA]);
  });
}

/** One certificate of etcd's own authority, for clients and peers alike. */
const CERTIFY = `cd ${ETCD_PKI}
openssl req -new -newkey rsa:2048 -nodes -keyout server.key -out request.pem -subj "/CN=$1"
printf 'extendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:%s,IP:%s,IP:127.0.0.1\n' "$1" "$2" > names.cnf
openssl x509 -req -in request.pem -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names.cnf -out server.crt
cp server.key peer.key
cp server.crt peer.crt`;

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

/** Lower-case hex, as etcdctl prints and takes it. */
async function memberId(witness: Machine, machine: Machine, url = `https://${machine.ip}:${ETCD_PORT}`) {
  const rows = (await mustEtcdctl(witness, "member", "list")).split("\n").map((line) => line.split(", "));
  const row = rows.find((columns) => columns.includes(url));
  if (row?.[0] === undefined) throw new Error(`etcd has no member at ${url}.`);
  return row[0];
}

/** etcd takes nobody in before its members have been connected to each other for five seconds. */
async function memberAdded(model: Machine, name: string, peerUrl: string): Promise<string> {
  const deadline = performance.now() + CONNECTED_WITHIN_MS;
  for (;;) {
    const { code, output } = await etcdctl(model, "member", "add", name, "--learner", `--peer-urls=${peerUrl}`);
    if (code === 0) return output;
    if (!output.includes("unhealthy cluster") || performance.now() > deadline) {
      throw new Error(`${name} does not join etcd: ${output.trim()}`);
    }
    await sleep(RETRY_MS);
  }
}

async function mustEtcdctl(machine: Machine, ...args: readonly string[]): Promise<string> {
  const { code, output } = await etcdctl(machine, ...args);
  if (code === 0) return output;
  throw new Error(`etcdctl ${args.join(" ")} failed on ${machine.name}: ${output.trim()}`);
}

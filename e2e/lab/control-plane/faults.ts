import { request } from "node:https";
import { text } from "node:stream/consumers";
import type { Machine } from "../machine.ts";
import { etcdctl, viewEtcd } from "./etcd.ts";

const MANIFESTS = "/etc/kubernetes/manifests";
const ASIDE = "/etc/kubernetes/aside";
const ETCD_PKI = "/etc/kubernetes/pki/etcd";
export const ETCD_PORT = 2379;

type PodName = "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler";

/**
 * Kills a static pod at once and keeps it down: a killed process alone would be back within a second. It dies before its
 * manifest goes: a kubelet that is quicker than we are would end it politely, and a scheduler then gives its lease back.
 */
export async function takeDown(machine: Machine, pod: PodName): Promise<void> {
  await machine.run(["mkdir", "-p", ASIDE]);
  machine.signal(pod, "SIGKILL");
  await machine.run(["mv", `${MANIFESTS}/${pod}.yaml`, ASIDE]);
  machine.signal(pod, "SIGKILL");
}

export async function putBack(machine: Machine, pod: PodName): Promise<void> {
  await machine.run(["mv", `${ASIDE}/${pod}.yaml`, MANIFESTS]);
}

/** The master whose etcd leads now. */
export async function etcdLeader(masters: readonly Machine[]): Promise<Machine> {
  for (const master of masters) {
    const leaderIp = (await viewEtcd(master))?.leaderIp;
    const leader = masters.find(({ ip }) => ip === leaderIp);
    if (leader !== undefined) return leader;
  }
  throw new Error("No member of etcd names a leader.");
}

/** etcdctl can only list and disarm alarms; etcd's own JSON gateway raises them. */
export async function raiseNoSpace(machine: Machine): Promise<void> {
  const { output } = await etcdctl(machine, "endpoint", "status", "-w", "json");
  const [, memberID] = /"member_id":(\d+)/.exec(output) ?? [];
  const { status } = await askGateway(machine, "/v3/maintenance/alarm", {
    action: "ACTIVATE",
    memberID,
    alarm: "NOSPACE",
  });
  if (status !== 200) throw new Error(`The alarm was answered with ${status}.`);
}

export async function disarmAlarms(machine: Machine): Promise<void> {
  await etcdctl(machine, "alarm", "disarm");
}

interface GatewayAnswer {
  readonly status: number;
  readonly body: unknown;
}

const ANSWER_WITHIN_MS = 2000;

/** One question to etcd's JSON gateway, from the host. */
export function askGateway(machine: Machine, path: string, question: object): Promise<GatewayAnswer> {
  const pem = (file: string): string => machine.readFile(`${ETCD_PKI}/${file}`);
  const tls = { ca: pem("ca.crt"), cert: pem("healthcheck-client.crt"), key: pem("healthcheck-client.key") };
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return new Promise((resolve, reject) => {
    const asked = request({ host: machine.ip, port: ETCD_PORT, method: "POST", path, signal, ...tls });
    asked.on("error", reject);
    asked.on("response", (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer) }), reject);
    });
    asked.end(JSON.stringify(question));
  });
}

import * as z from "zod";
import type { Machine } from "../machine.ts";

const PKI = "/etc/kubernetes/pki/etcd";
const ACCESS = [
  `--cacert=${PKI}/ca.crt`,
  `--cert=${PKI}/healthcheck-client.crt`,
  `--key=${PKI}/healthcheck-client.key`,
  "--endpoints=https://127.0.0.1:2379",
];

/** Ids need 64 bits, more than a number of JavaScript holds: they are read as text of digits. */
const Endpoints = z.array(
  z.object({
    Endpoint: z.string(),
    Status: z.object({
      header: z.object({ member_id: z.string() }),
      leader: z.string().optional(),
      raftTerm: z.string(),
      isLearner: z.boolean().optional(),
      errors: z.array(z.string()).optional(),
    }),
  }),
);

export interface EtcdView {
  readonly members: number;
  readonly leaderIp: string | null;
  /** All agree on leader and term; no learner, no alarm. */
  readonly isSettled: boolean;
}

/** What the members say, asked from this master; null where there is no answer of all of them. */
export async function viewEtcd(master: Machine): Promise<EtcdView | null> {
  const { code, output } = await etcdctl(master, "endpoint", "status", "--cluster", "-w", "json");
  const json = output.slice(output.indexOf("[{")).split("\n")[0] ?? "";
  if (code !== 0 || json === "") return null;
  const quoted = json.replace(/:(\d+)(?=[,}])/g, ':"$1"');
  const statuses = Endpoints.parse(JSON.parse(quoted));
  const views = new Set(statuses.map(({ Status }) => `${Status.leader} ${Status.raftTerm}`));
  const leader = statuses.find(({ Status }) => Status.leader === Status.header.member_id);
  const isPlain = statuses.every(({ Status }) => Status.isLearner !== true && (Status.errors ?? []).length === 0);
  return {
    members: statuses.length,
    leaderIp: leader === undefined ? null : new URL(leader.Endpoint).hostname,
    isSettled: views.size === 1 && leader !== undefined && isPlain,
  };
}

export function etcdctl(master: Machine, ...args: readonly string[]): ReturnType<Machine["tryRun"]> {
  return master.tryRun(["etcdctl", ...ACCESS, ...args]);
}

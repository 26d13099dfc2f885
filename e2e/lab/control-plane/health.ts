import * as z from "zod";
import { PLACES, placesOf, STATS_PORT } from "../layout.ts";
import type { Machine } from "../machine.ts";
import { tryRun } from "../shell.ts";
import { viewEtcd } from "./etcd.ts";

/** Electors renew every two seconds. */
const RENEWED_WITHIN_MS = 6000;

const Slb = z.object({ vrrp: z.string(), masters_up: z.number() });
const Leases = z.object({ items: z.array(z.object({ spec: z.object({ renewTime: z.string() }) })) });
const Nodes = z.object({
  items: z.array(
    z.object({ status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })) }) }),
  ),
});

export interface HealthOrder {
  readonly masters: readonly Machine[];
  readonly kubeconfigPath: string;
}

/** Why the lab is not healthy, in short; empty when it is. */
export async function complaints({ masters, kubeconfigPath }: HealthOrder): Promise<readonly string[]> {
  const found = await Promise.all([etcdComplaint(masters), balancerComplaint(), clusterComplaint(kubeconfigPath)]);
  return found.filter((one) => one !== null);
}

async function etcdComplaint([first]: readonly Machine[]): Promise<string | null> {
  const view = first === undefined ? null : await viewEtcd(first);
  if (view === null) return "etcd does not answer";
  return view.isSettled && view.members === placesOf("master").length ? null : `etcd: ${JSON.stringify(view)}`;
}

async function balancerComplaint(): Promise<string | null> {
  const said = await Promise.all(placesOf("balancer").map(({ ip }) => readSlb(`http://${ip}:${STATS_PORT}/slb`)));
  const holders = said.filter((one) => one?.vrrp === "MASTER").length;
  const isFull = said.every((one) => one?.masters_up === placesOf("master").length);
  return holders === 1 && isFull ? null : `load balancers: ${JSON.stringify(said)}`;
}

async function readSlb(url: string): Promise<z.infer<typeof Slb> | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1000) });
    return Slb.parse(await answer.json());
  } catch {
    return null;
  }
}

async function clusterComplaint(kubeconfigPath: string): Promise<string | null> {
  const get = async (...args: readonly string[]): Promise<unknown> => {
    const asked = ["kubectl", `--kubeconfig=${kubeconfigPath}`, "--request-timeout=4s", "get", "-o", "json", ...args];
    const { code, output } = await tryRun(asked);
    return code === 0 ? JSON.parse(output) : null;
  };
  const [nodes, leases] = await Promise.all([
    get("nodes"),
    get("-n", "kube-system", "leases", "kube-scheduler", "kube-controller-manager"),
  ]);
  return nodesComplaint(nodes) ?? leasesComplaint(leases);
}

function nodesComplaint(json: unknown): string | null {
  const nodes = Nodes.safeParse(json);
  if (!nodes.success) return "nodes cannot be listed";
  const ready = nodes.data.items.filter(({ status }) =>
    status.conditions.some(({ type, status: state }) => type === "Ready" && state === "True"),
  );
  const wanted = PLACES.filter(({ kind }) => kind !== "balancer").length;
  return ready.length === wanted ? null : `${ready.length} of ${wanted} nodes are ready`;
}

function leasesComplaint(json: unknown): string | null {
  const leases = Leases.safeParse(json);
  if (!leases.success) return "leases cannot be read";
  const isFresh = leases.data.items.every(({ spec }) => Date.now() - Date.parse(spec.renewTime) < RENEWED_WITHIN_MS);
  return isFresh ? null : "a leader lease is not renewed";
}

import { applyFault } from "./apply.ts";
import { issue, yearlong } from "./certificates/pki.ts";
import { createCluster, type SimCluster } from "./cluster.ts";
import { type Door, doorsOf } from "./doors.ts";
import type { Fault, TimedFault } from "./fault.ts";
import { addressOf } from "./network/listener.ts";
import { PORTS, placingOf } from "./network/places.ts";
import { layOut, type SimClusterSpec, type SimLayout } from "./spec.ts";

export interface SimOptions {
  readonly clusters: readonly (SimClusterSpec & { readonly story?: readonly TimedFault[] })[];
  /** Second octet of the first address, 64 to 127. Two simulations on one machine need two. */
  readonly network?: number;
  /** First port where the platform has one loopback address only. */
  readonly firstPort?: number;
}

interface SimEndpoint {
  readonly host: string;
  /** `host:port`, as a target takes it. */
  readonly address: string;
}

export interface SimEndpoints {
  readonly api: readonly SimEndpoint[];
  readonly vip: string;
  readonly etcd: readonly SimEndpoint[];
  readonly etcdPeers: readonly SimEndpoint[];
  readonly stats: readonly SimEndpoint[];
  readonly slb: readonly SimEndpoint[];
  /** `/slb` through the VIP. */
  readonly vipSlb: string;
}

interface SimEtcdAccess {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface Sim {
  readonly layout: (name: string) => SimLayout;
  readonly endpoints: (name: string) => SimEndpoints;
  readonly caPem: (name: string) => string;
  readonly token: (name: string) => string;
  /** YAML for a person to paste: a token, or an administrator's client certificate. */
  readonly kubeconfig: (name: string, credential?: "token" | "certificate") => string;
  readonly etcdAccess: (name: string) => SimEtcdAccess;
  readonly fault: (name: string, fault: Fault) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const FIRST_NETWORK = 64;
const FIRST_PORT = 26_000;

interface Running {
  readonly cluster: SimCluster;
  readonly doors: readonly Door[];
}

/** Starts simulated clusters that speak the real protocols on loopback. Their stories begin now. */
export async function startSim({
  clusters,
  network = FIRST_NETWORK,
  firstPort = FIRST_PORT,
}: SimOptions): Promise<Sim> {
  const placing = placingOf(process.platform, firstPort);
  const running = new Map<string, Running>();
  const timers: NodeJS.Timeout[] = [];
  for (const [at, { story = [], ...spec }] of clusters.entries()) {
    const cluster = createCluster(layOut(spec, at, network), placing, () => Date.now());
    const doors = doorsOf(cluster);
    running.set(spec.name, { cluster, doors });
    await settleDoors(doors);
    for (const { atMs, ...fault } of story) timers.push(setTimeout(() => void happen(spec.name, fault), atMs).unref());
  }

  function find(name: string): Running {
    const found = running.get(name);
    if (found === undefined) throw new Error(`No simulated cluster is called ${name}.`);
    return found;
  }

  async function happen(name: string, fault: Fault): Promise<void> {
    const { cluster, doors } = find(name);
    applyFault({ layout: cluster.layout, state: cluster.state, nowMs: cluster.nowMs() }, fault);
    await settleDoors(doors);
  }

  return {
    layout: (name) => find(name).cluster.layout,
    endpoints: (name) => endpointsOf(find(name).cluster),
    caPem: (name) => find(name).cluster.pki().kubernetes.pem,
    token: (name) => find(name).cluster.token,
    kubeconfig: (name, credential = "token") => kubeconfigOf(find(name).cluster, credential),
    etcdAccess: (name) => etcdAccessOf(find(name).cluster),
    fault: happen,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      const doors = [...running.values()].flatMap((one) => one.doors);
      await Promise.all(doors.map(({ listener }) => listener.close()));
    },
  };
}

/** Opens what runs and closes what does not. */
async function settleDoors(doors: readonly Door[]): Promise<void> {
  await Promise.all(doors.map(({ listener, isOpen }) => (isOpen() ? listener.open() : listener.close())));
}

function endpointsOf({ layout, placing }: SimCluster): SimEndpoints {
  const { masters, balancers, vip } = layout;
  const at = (port: number, ip: string) => addressOf(placing(ip, port));
  const each = (machines: typeof masters, port: number) =>
    machines.map(({ host, ip }) => ({ host, address: at(port, ip) }));
  const page = (path: string) =>
    balancers.map(({ host, ip }) => ({ host, address: `http://${at(PORTS.stats, ip)}${path}` }));
  return {
    api: each(masters, PORTS.api),
    vip: at(PORTS.api, vip),
    etcd: each(masters, PORTS.etcd),
    etcdPeers: each(masters, PORTS.etcdPeer),
    stats: page("/stats"),
    slb: page("/slb"),
    vipSlb: `http://${at(PORTS.stats, vip)}/slb`,
  };
}

function kubeconfigOf(cluster: SimCluster, credential: "token" | "certificate"): string {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const { kubernetes } = cluster.pki();
  const admin = issue(kubernetes, {
    ...yearlong("kubernetes-admin", null, cluster.nowMs()),
    organisation: "system:masters",
  });
  const user =
    credential === "token"
      ? `    token: ${cluster.token}`
      : `    client-certificate-data: ${base64(admin.certificatePem)}\n    client-key-data: ${base64(admin.keyPem)}`;
  const name = cluster.layout.name;
  return `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster:
    server: https://${addressOf(cluster.placing(cluster.layout.vip, PORTS.api))}
    certificate-authority-data: ${base64(kubernetes.pem)}
users:
- name: quorate
  user:
${user}
contexts:
- name: ${name}
  context:
    cluster: ${name}
    user: quorate
current-context: ${name}
`;
}

function etcdAccessOf(cluster: SimCluster): SimEtcdAccess {
  const { etcd } = cluster.pki();
  const client = issue(etcd, yearlong("kube-etcd-healthcheck-client", null, cluster.nowMs()));
  return { caPem: etcd.pem, ...client };
}

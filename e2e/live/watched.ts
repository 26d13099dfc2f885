import { routes } from "#lib/core/api/index.ts";
import type { Connection } from "#lib/core/connection/connection.ts";
import type { Machine, Role } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import type { Sim } from "#lib/sim/sim.ts";
import type { SimMachine } from "#lib/sim/spec.ts";
import { type Api, ask } from "../product-api.ts";

const POLL_SECONDS = 2;
const ROLES: Readonly<Record<SimMachine["role"], readonly Role[]>> = {
  master: ["control-plane", "etcd"],
  worker: ["worker"],
  lb: ["lb"],
};

/** The plan that a simulated cluster was built by. */
function planOf(sim: Sim, name: string): Plan {
  const { masters, workers, balancers, vip } = sim.layout(name);
  const machines = [...balancers, ...masters, ...workers].map(
    ({ host, ip, role }, order): Machine => ({
      id: host,
      order: order + 1,
      hostname: host,
      ips: [ip],
      roles: [...ROLES[role]],
      disks: [],
    }),
  );
  return {
    ...blankPlan(name),
    options: { etcd: { topology: "stacked" }, kubernetes: { buildTool: { kind: "kubeadm" } } },
    machines,
    endpoints: [
      {
        id: "entry",
        audience: "nodes",
        vips: [vip],
        port: 6443,
        lb: { kind: "keepalived-haproxy", members: balancers.map(({ host }) => host) },
      },
    ],
  };
}

/** The connection that a person would store for it. */
function connectionOf(sim: Sim, name: string, pollSeconds: number): Connection {
  const { api, vip, etcd, stats, slb, vipSlb } = sim.endpoints(name);
  const place = ({ host, address }: { readonly host: string; readonly address: string }) => ({
    machineId: host,
    address,
  });
  return {
    api: { address: vip, trust: { kind: "ca", caPem: sim.caPem(name) }, serverName: null },
    masters: api.map(place),
    etcd: { members: etcd.map(place), trust: { kind: "ca", caPem: sim.etcdAccess(name).caPem } },
    balancers: stats.map(({ host, address }, at) => ({
      machineId: host,
      name: host,
      statsUrl: address,
      slbUrl: slb[at]?.address ?? null,
    })),
    vipSlbUrl: vipSlb,
    pollSeconds,
    isInCluster: false,
    mayUseLoopback: true,
  };
}

export interface ConnectWish {
  /** Another plan than that of the simulated cluster. */
  readonly plan?: Plan;
  readonly pollSeconds?: number;
}

/** Adds a simulated cluster to the product, with its plan or another, and connects it. Answers the slug. */
export async function connectSim(admin: Api, sim: Sim, name: string, wish: ConnectWish = {}): Promise<string> {
  const { plan = planOf(sim, name), pollSeconds = POLL_SECONDS } = wish;
  const { slug } = await ask(admin, routes.addCluster, { body: { name, plan } });
  const { certificatePem, keyPem } = sim.etcdAccess(name);
  await ask(admin, routes.putConnection, {
    params: { slug },
    body: {
      connection: connectionOf(sim, name, pollSeconds),
      credentials: { api: { kind: "token", token: sim.token(name) }, etcd: { certificatePem, keyPem } },
    },
  });
  return slug;
}

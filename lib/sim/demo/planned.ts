import type { Connection, Credentials } from "#lib/core/connection/connection.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { PORTS } from "#lib/sim/network/places.ts";
import type { Sim } from "#lib/sim/sim.ts";
import type { SimMachine } from "#lib/sim/spec.ts";

const ROLES: Readonly<Record<SimMachine["role"], Machine["roles"]>> = {
  lb: ["lb"],
  master: ["control-plane", "etcd"],
  worker: ["worker"],
};
const RACKS = ["r1", "r2", "r3"];

/** The plan that a simulated cluster was built from. */
export function planOf(sim: Sim, name: string): Plan {
  const { balancers, masters, workers, vip, kubernetesVersion } = sim.layout(name);
  const machines = [...balancers, ...masters, ...workers].map(
    ({ host, ip, role }, at): Machine => ({
      id: host,
      order: at + 1,
      hostname: host,
      ips: [ip],
      roles: ROLES[role],
      cpuCores: role === "lb" ? 2 : 8,
      memoryMiB: role === "lb" ? 4096 : 32_768,
      disks: [{ sizeGB: role === "lb" ? 50 : 200 }],
      rack: RACKS[at % RACKS.length] ?? "r1",
      remark: "DEMO",
    }),
  );
  return {
    ...blankPlan(`DEMO ${name}`),
    options: {
      environment: "lab",
      kubernetes: { version: kubernetesVersion.replace(/^v/, "") },
      etcd: { topology: "stacked" },
    },
    endpoints: [
      {
        id: "api",
        audience: "nodes",
        vips: [vip],
        port: PORTS.api,
        lb: { kind: "keepalived-haproxy", members: balancers.map(({ host }) => host), statsPort: PORTS.stats },
      },
    ],
    machines,
  };
}

/** How a simulated cluster is watched. */
export function connectionOf(sim: Sim, name: string): Connection {
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
    pollSeconds: 2,
    isInCluster: false,
    mayUseLoopback: true,
  };
}

export function credentialsOf(sim: Sim, name: string): Credentials {
  const { certificatePem, keyPem } = sim.etcdAccess(name);
  return { api: { kind: "token", token: sim.token(name) }, etcd: { certificatePem, keyPem } };
}

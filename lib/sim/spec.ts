/** What a simulated cluster is made of. Counts and versions; everything else follows from them. */
export interface SimClusterSpec {
  readonly name: string;
  readonly masters?: number;
  readonly workers?: number;
  readonly balancers?: number;
  readonly kubernetesVersion?: string;
  readonly etcdVersion?: string;
  /** Rights beyond need, as a careless administrator grants them. */
  readonly isOverPrivileged?: boolean;
  /** One certificate for all API servers, as some installers do; also the lightest for a thousand clusters. */
  readonly sharesCertificate?: boolean;
  /** Kubelets of the masters that show their certificate; without, their port refuses. */
  readonly hasKubelets?: boolean;
  /** False closes the ports that only members of etcd use among themselves: a thousand clusters have 3,000 of them. */
  readonly hasPeerPorts?: boolean;
}

export interface SimMachine {
  readonly host: string;
  readonly ip: string;
  readonly role: "master" | "worker" | "lb";
}

/** A cluster with its addresses laid out. */
export interface SimLayout {
  readonly name: string;
  readonly masters: readonly SimMachine[];
  readonly workers: readonly SimMachine[];
  readonly balancers: readonly SimMachine[];
  readonly vip: string;
  readonly kubernetesVersion: string;
  readonly etcdVersion: string;
  readonly isOverPrivileged: boolean;
  readonly sharesCertificate: boolean;
  readonly hasKubelets: boolean;
  readonly hasPeerPorts: boolean;
}

/** Last octets, so that an address tells what it is. */
const FIRST = { lb: 5, master: 11, worker: 21, vip: 100 } as const;
const MAX_WORKERS = 70;

/** Cluster `at` gets a /24 of its own below 127.`network`.0.0; the first 256 share the first /16. */
export function layOut(spec: SimClusterSpec, at: number, network: number): SimLayout {
  const prefix = `127.${network + Math.floor(at / 256)}.${at % 256}`;
  const machines = (role: SimMachine["role"], count: number) =>
    Array.from({ length: count }, (_, index) => ({
      host: `${spec.name}-${role}-${index + 1}`,
      ip: `${prefix}.${FIRST[role] + (index % MAX_WORKERS)}`,
      role,
    }));
  return {
    name: spec.name,
    masters: machines("master", spec.masters ?? 3),
    workers: machines("worker", spec.workers ?? 3),
    balancers: machines("lb", spec.balancers ?? 2),
    vip: `${prefix}.${FIRST.vip}`,
    kubernetesVersion: spec.kubernetesVersion ?? "v1.34.2",
    etcdVersion: spec.etcdVersion ?? "3.6.5",
    isOverPrivileged: spec.isOverPrivileged ?? false,
    sharesCertificate: spec.sharesCertificate ?? false,
    hasKubelets: spec.hasKubelets ?? false,
    hasPeerPorts: spec.hasPeerPorts ?? true,
  };
}

import type { LoadBalancerKind } from "#lib/core/plan/endpoint.ts";
import type { DomainLevel, Role } from "#lib/core/plan/machine.ts";

/** Scene units are CSS pixels at 100 % zoom; y grows downwards. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type LaneId = "clients" | "entry" | "control-plane" | "etcd" | "workers" | "support";

/** What the person chose to see; part of the input of `layout`, never of the plan. */
export interface View {
  readonly domain: DomainLevel | "none";
  /** Keys of pools drawn as a header only. */
  readonly collapsedPools: readonly string[];
  readonly isClientsLaneShown: boolean;
}

/** What a pool without a name of its own is called. */
export type PoolWord =
  | "worker"
  | "infra"
  | "storage"
  | "unassigned"
  | "lb"
  | "control-plane"
  | "etcd"
  | "events"
  | "support";

export interface Lane {
  readonly id: LaneId;
  readonly rect: Rect;
  readonly machineIds: readonly string[];
}

/** A failure domain; `name: null` gathers machines whose domain is not given. */
export interface Column {
  readonly name: string | null;
  readonly rect: Rect;
  readonly machineIds: readonly string[];
}

export type Component =
  | "apiserver"
  | "controller-manager"
  | "scheduler"
  | "etcd"
  | "haproxy"
  | "nginx"
  | "lvs"
  | "keepalived"
  | "kube-vip"
  | "node-proxy";

interface Placed {
  /** Unique in the scene and stable over edits: the machine id, `pool:<key>/<column>`, `endpoint:<id>`, ... */
  readonly id: string;
  readonly rect: Rect;
  readonly lane: LaneId;
  /** Name of the failure domain, null for "not given", undefined where it spans all columns. */
  readonly column?: string | null;
}

/** One machine: a card (220 x 84; taller with stacked etcd inside) or a chip (140 x 36). */
export interface MachineNode extends Placed {
  readonly kind: "machine";
  readonly form: "card" | "chip";
  readonly machineId: string;
  readonly hostname: string;
  /** Primary address, or null with `ipToAssignIn` set when it is to be assigned. */
  readonly ip: string | null;
  readonly ipToAssignIn: string | null;
  readonly specText: string | null;
  readonly cpuCores: number | null;
  readonly memoryMiB: number | null;
  readonly domainName: string | null;
  readonly roles: readonly Role[];
  readonly areRolesInferred: boolean;
  readonly components: readonly Component[];
  /** Stacked etcd drawn in the lower part of the card. */
  readonly hasStackedEtcd: boolean;
  readonly vrrpPriority: number | null;
  readonly poolKey: string | null;
}

/** A pool's part in one column: `rect` is the header strip; its machines follow as cards, chips or one grid. */
export interface PoolNode extends Placed {
  readonly kind: "pool";
  readonly poolKey: string;
  /** The pool's own name, or a word of `PoolWord` to translate where `namedBy` is "role". */
  readonly poolName: string;
  readonly namedBy: "pool" | "role";
  /** Header and contents; as high in every column of the pool. */
  readonly box: Rect;
  /** Programs that run on every machine of the pool (a node-local proxy). */
  readonly components: readonly Component[];
  readonly form: "cards" | "chips" | "grid" | "collapsed";
  /** Machines in this column, and in the pool as a whole. */
  readonly count: number;
  readonly poolCount: number;
  readonly cpuCores: number;
  readonly memoryMiB: number;
  /** The spec text that all share, else null. */
  readonly commonSpec: string | null;
  readonly machineIds: readonly string[];
}

/** Heat-grid of a pool above 200 machines; cell i is `machineIds[i]`, row-major. */
export interface GridNode extends Placed {
  readonly kind: "grid";
  readonly poolKey: string;
  readonly machineIds: readonly string[];
  readonly columns: number;
  readonly cell: number;
  readonly gap: number;
}

/** How clients enter: a VIP bus bar, an appliance, a set of names, or a note that every node has its own proxy. */
export interface EndpointNode extends Placed {
  readonly kind: "endpoint";
  readonly endpointId: string;
  readonly shape: "vip-bar" | "appliance" | "names" | "node-local" | "direct";
  readonly lbKind: LoadBalancerKind;
  /** Provider, model or program where the plan names one. */
  readonly product: string | null;
  readonly audience: "nodes" | "people" | "registry";
  readonly dnsName: string | null;
  readonly vips: readonly string[];
  readonly port: number;
  /** Appliance: number of units; names: the addresses behind the name. */
  readonly units: number;
  readonly addresses: readonly string[];
}

/** A service without a machine of its own in this lane: backup target, DNS, NTP, storage, monitoring, registry. */
export interface SupportNode extends Placed {
  readonly kind: "support";
  readonly service: "registry" | "backup" | "dns" | "time" | "storage" | "monitoring" | "logging" | "network";
  /** Product names and addresses as the plan has them; never translated. */
  readonly lines: readonly string[];
}

export interface ClientsNode extends Placed {
  readonly kind: "clients";
}

export type SceneNode = MachineNode | PoolNode | GridNode | EndpointNode | SupportNode | ClientsNode;

export interface SceneEdge {
  readonly id: string;
  readonly kind: "api" | "vip-hold" | "vrrp" | "backend" | "etcd-client" | "raft" | "kubelet";
  /** Ids of nodes; a bundle may start at `lane:<lane id>` and end at the id of a hull. */
  readonly from: string;
  readonly to: string;
  /** SVG path data in scene units: M, L and Q with absolute coordinates; a bundle has several subpaths. */
  readonly path: string;
  /** Where a label (port, count) stands free of cards: left end, middle of the line height. */
  readonly labelAt: Point;
  readonly port: number | null;
  /** Machines behind a bundled edge. */
  readonly count: number | null;
}

/** Ring around the etcd members of one cluster. */
export interface RaftHull {
  readonly id: string;
  readonly rect: Rect;
  readonly members: number;
  readonly quorum: number;
  readonly isEvents: boolean;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly domain: DomainLevel | "none";
  readonly lanes: readonly Lane[];
  readonly columns: readonly Column[];
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly hulls: readonly RaftHull[];
  readonly shown: { readonly cards: number; readonly total: number };
}

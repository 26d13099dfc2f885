import type { Endpoint, LoadBalancer, LoadBalancerKind } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

/** Numbers below 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const BALANCER_KINDS: readonly LoadBalancerKind[] = [
  "none",
  "keepalived-haproxy",
  "keepalived-nginx",
  "keepalived-lvs",
  "haproxy-in-cluster",
  "kube-vip-arp",
  "kube-vip-bgp",
  "node-local",
  "cloud-slb",
  "hardware",
  "dns-rr",
];

/** Choices drawn one after the other. */
export interface Dice {
  readonly from: (least: number, most: number) => number;
  readonly pick: <Choice>(choices: readonly Choice[]) => Choice;
  readonly chance: (share: number) => boolean;
}

export function dice(seed: number): Dice {
  const next = randomNumbers(seed);
  const from = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    from,
    pick: (choices) => {
      const choice = choices[from(0, choices.length - 1)];
      if (choice === undefined) throw new RangeError("nothing to pick from");
      return choice;
    },
    chance: (share) => next() < share,
  };
}

/**
 * A small plan drawn by its seed: 1 to 5 zones, racks and hypervisors known or not, 1 to 9 members stacked or external,
 * and every kind of load balancer in turn.
 */
export function randomPlan(seed: number): Plan {
  const roll = dice(seed);
  const hosts = machinesOf(roll);
  const machines = hosts.map((machine, order): Machine => ({ ...machine, order }));
  const nodes = endpointOf(roll, { id: "nodes", kind: balancerKind(seed), machines });
  const people = endpointOf(roll, { id: "people", kind: roll.pick(BALANCER_KINDS), machines });
  const isExternal = machines.some(({ roles }) => roles.length === 1 && roles[0] === "etcd");
  return {
    ...blankPlan(`random ${seed}`),
    options: optionsOf(roll, machines, isExternal),
    endpoints: roll.chance(0.4) ? [nodes, { ...people, audience: "people" }] : [nodes],
    machines,
  };
}

function balancerKind(seed: number): LoadBalancerKind {
  return BALANCER_KINDS[seed % BALANCER_KINDS.length] ?? "none";
}

function machinesOf(roll: Dice): Machine[] {
  const zones = roll.from(1, 5);
  const knowledge = {
    zone: roll.chance(0.8),
    rack: roll.chance(0.7),
    hypervisor: roll.chance(0.5),
    feed: roll.chance(0.3),
  };
  const isExternal = roll.chance(0.4);
  const place = (): Partial<Machine> => {
    const zone = `z${roll.from(1, zones)}`;
    return {
      ...(knowledge.zone && roll.chance(0.9) ? { zone } : {}),
      ...(knowledge.rack && roll.chance(0.9) ? { rack: `r${roll.from(1, 3)}` } : {}),
      ...(knowledge.hypervisor && roll.chance(0.8) ? { hypervisor: `h${roll.from(1, 4)}` } : {}),
      ...(knowledge.feed ? { powerFeed: roll.pick(["A", "B"]) } : {}),
      ...(roll.chance(0.1) ? { switch: roll.pick(["s1", "s2"]) } : {}),
    };
  };
  const group = (name: string, count: number, roles: Machine["roles"]) =>
    Array.from({ length: count }, (_, index) => machine(`${name}${index + 1}`, roles, place()));
  const members = roll.from(1, 9);
  return [
    ...group("lb", roll.from(1, 3), ["lb"]),
    ...(isExternal
      ? [...group("m", roll.from(1, 4), ["control-plane"]), ...group("etcd", members, ["etcd"])]
      : group("m", members, ["control-plane", "etcd"])),
    ...group("w", roll.from(1, 5), ["worker"]),
    ...group("reg", roll.from(0, 2), ["registry"]),
    ...group("st", roll.from(0, 3), ["storage"]),
  ];
}

function machine(id: string, roles: Machine["roles"], place: Partial<Machine>): Machine {
  return { id, order: 0, hostname: id, ips: [], roles, disks: [], ...place };
}

type Wanted = { readonly id: string; readonly kind: LoadBalancerKind; readonly machines: readonly Machine[] };

function endpointOf(roll: Dice, { id, kind, machines }: Wanted): Endpoint {
  const members = machines.filter(({ roles }) => roles.includes("lb")).map((each) => each.id);
  return { id, audience: "nodes", vips: [], port: 6443, lb: balancerOf(roll, kind, members) };
}

function balancerOf(roll: Dice, kind: LoadBalancerKind, members: string[]): LoadBalancer {
  switch (kind) {
    case "keepalived-haproxy":
    case "keepalived-nginx":
    case "keepalived-lvs":
      return { kind, members };
    case "hardware":
      return { kind, units: roll.from(1, 3), mode: roll.pick(["active-standby", "active-active"]) };
    case "cloud-slb":
      return { kind, isCrossZone: roll.chance(0.5) };
    case "kube-vip-bgp":
      return {
        kind,
        peers: Array.from({ length: roll.from(0, 2) }, (_, peer) => ({ ip: `10.0.0.${peer + 1}`, as: 1 })),
      };
    default:
      return { kind };
  }
}

function optionsOf(roll: Dice, machines: readonly Machine[], isExternal: boolean): PlanOptions {
  const hasStorage = machines.some(({ roles }) => roles.includes("storage"));
  const kind = roll.pick(["ceph", "longhorn", "nfs", "glusterfs", "local", "csi"] as const);
  const networkElements = roll.chance(0.3)
    ? [
        {
          id: "fw",
          kind: roll.pick(["router", "firewall", "switch", "reverse-proxy"] as const),
          name: "fw",
          units: roll.from(1, 2),
          redundancy: roll.pick(["none", "active-standby", "stack"] as const),
          ...(roll.chance(0.5) ? { zone: "z1" } : {}),
        },
      ]
    : [];
  return {
    etcd: { topology: isExternal ? "external" : "stacked" },
    ...(hasStorage ? { storage: [{ kind, replicas: roll.from(1, 3) }] } : {}),
    ...(networkElements.length > 0 ? { networkElements } : {}),
    demand: { replicas: roll.from(1, 4) },
  };
}

import { describe, expect, test } from "vitest";
import type { Endpoint, LoadBalancer } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { minimalCutSets } from "#lib/core/survive/bdd/cut-sets/cut-sets.ts";
import { listCutSets } from "#lib/core/survive/bdd/cut-sets/list-cut-sets.ts";
import type { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { compile, countedRef } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";

function machine(id: string, roles: Machine["roles"], fields: Partial<Machine> = {}): Machine {
  return { id, order: 0, hostname: id, ips: [], roles, disks: [], zone: `z-${id}`, rack: `r-${id}`, ...fields };
}

const MASTERS = ["m1", "m2", "m3"].map((id) => machine(id, ["control-plane", "etcd"]));
const HOSTS = [machine("lb1", ["lb"]), machine("lb2", ["lb"]), ...MASTERS, machine("w1", ["worker"])];

function planWith(lb: LoadBalancer, options: PlanOptions = {}, more: Partial<Endpoint> = {}): Plan {
  const endpoint: Endpoint = { id: "api", audience: "nodes", vips: [], port: 6443, lb, ...more };
  return {
    ...blankPlan("kinds"),
    options: { etcd: { topology: "stacked" }, ...options },
    endpoints: [endpoint],
    machines: HOSTS,
  };
}

/** Minimal cut sets of at most two elements, without the zones and racks that stand for their only machine. */
function deadly(plan: Plan, id: ServiceId): readonly string[] | string {
  const { tree } = modelOf(plan);
  const compiled = compile(tree);
  const service = tree.services.find((each) => each.id === id);
  if (service?.kind !== "modelled") return service?.reason ?? "missing";
  const root = countedRef(compiled, compiled.refOf(service.down));
  const { sets } = listCutSets(minimalCutSets(compiled.bdd, root, 2), 1000);
  const names = sets.map((set) => set.map((at) => compiled.variables[at]?.id ?? ""));
  const isOwn = (name: string) => !/^(zone|rack):[rz]-/.test(name);
  return names.filter((set) => set.every(isOwn)).map((set) => set.join(" + "));
}

// Two members of three, by machine or by etcd: the same whatever stands in front.
const ETCD = ["m1", "m2", "m3"].flatMap((a, index, all) =>
  all.slice(index + 1).flatMap((b) => {
    const [of, and] = [
      [`machine:${a}`, `process:${a}/etcd`],
      [`machine:${b}`, `process:${b}/etcd`],
    ] as const;
    return of.flatMap((x) => and.map((y) => `${x} + ${y}`));
  }),
);

const beyondEtcd = (plan: Plan, id: ServiceId = "api-writes") => {
  const found = deadly(plan, id);
  return typeof found === "string" ? found : found.filter((set) => !ETCD.includes(set));
};

const pairOf = (program: string) => [
  "segment:api",
  "machine:lb1 + machine:lb2",
  `machine:lb1 + process:lb2/${program}`,
  `process:lb1/${program} + machine:lb2`,
  `process:lb1/${program} + process:lb2/${program}`,
];
const members = ["lb1", "lb2"];

describe("what stops API writes besides the majority of etcd", () => {
  test.each<[string, LoadBalancer, readonly string[]]>([
    ["HAProxy pair", { kind: "keepalived-haproxy", members }, pairOf("haproxy")],
    ["nginx pair", { kind: "keepalived-nginx", members }, pairOf("nginx")],
    ["LVS pair", { kind: "keepalived-lvs", members }, pairOf("keepalived")],
    [
      "pair without named members: the machines with that role",
      { kind: "keepalived-haproxy", members: [] },
      pairOf("haproxy"),
    ],
    ["HAProxy on the masters", { kind: "haproxy-in-cluster" }, ["segment:api"]],
    ["kube-vip by ARP", { kind: "kube-vip-arp" }, ["segment:api"]],
    ["kube-vip by BGP", { kind: "kube-vip-bgp" }, []],
    [
      "kube-vip by BGP with one peer",
      { kind: "kube-vip-bgp", peers: [{ ip: "10.0.0.1", as: 65000 }] },
      ["router:api/10.0.0.1"],
    ],
    ["a proxy on every node", { kind: "node-local" }, []],
    ["cloud load balancer over all zones", { kind: "cloud-slb", isCrossZone: true }, ["cloud-slb:api"]],
    ["cloud load balancer in some zone", { kind: "cloud-slb" }, ["cloud-slb:api", "zone:?"]],
    ["one appliance", { kind: "hardware" }, ["appliance:api/1", "zone:?"]],
    [
      "two appliances, one standing by",
      { kind: "hardware", units: 2, mode: "active-standby" },
      ["segment:api", "zone:?", "appliance:api/1 + appliance:api/2"],
    ],
    ["DNS round robin", { kind: "dns-rr" }, ["dns-name:api"]],
    ["nothing", { kind: "none" }, ["machine:m1", "process:m1/etcd", "process:m1/kube-apiserver"]],
  ])("%s", (_, lb, expected) => {
    expect(beyondEtcd(planWith(lb))).toEqual(expected);
  });
});

describe("who needs the load balancer", () => {
  const pair: LoadBalancer = { kind: "keepalived-haproxy", members };

  test("not the scheduler, which uses the API server of its own machine", () => {
    expect(beyondEtcd(planWith(pair), "scheduling")).toEqual([]);
  });

  test("new pods, since kubelets do", () => {
    expect(beyondEtcd(planWith(pair), "new-pods")).toEqual(expect.arrayContaining(["segment:api", "machine:w1"]));
  });

  test("people have no way in where only the nodes have a proxy", () => {
    expect(deadly(planWith({ kind: "node-local" }), "people-api")).toBe("no-endpoint");
  });

  test("people pass the reverse proxy, nodes do not", () => {
    const networkElements: PlanOptions["networkElements"] = [
      { id: "np", kind: "reverse-proxy", name: "np", units: 1, redundancy: "none", zone: "z-m1" },
    ];
    const plan = planWith(pair, { networkElements });
    expect(beyondEtcd(plan, "people-api")).toContain("network:np");
    expect(beyondEtcd(plan, "api-writes")).not.toContain("network:np");
  });

  test("a firewall of two units in front of everything takes both units with it", () => {
    const networkElements: PlanOptions["networkElements"] = [
      { id: "fw", kind: "firewall", name: "fw", units: 2, redundancy: "active-standby" },
    ];
    expect(beyondEtcd(planWith(pair, { networkElements }))).toContain("network:fw/1 + network:fw/2");
  });

  test("two virtual addresses in one network share the segment, behind one name", () => {
    const plan = planWith({ kind: "keepalived-haproxy", members: ["lb1"] });
    const [first] = plan.endpoints;
    if (first === undefined) throw new Error("no endpoint");
    const second: Endpoint = { ...first, id: "api2", lb: { kind: "keepalived-haproxy", members: ["lb2"] } };
    expect(beyondEtcd({ ...plan, endpoints: [first, second] })).toEqual(
      expect.arrayContaining(["segment:api", "dns-name:nodes", "machine:lb1 + machine:lb2"]),
    );
  });
});

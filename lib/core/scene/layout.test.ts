import { describe, expect, test } from "vitest";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { keepalivedPair, largePlan, planOf, seedPlan } from "./layout/sample-plans.ts";
import { defaultView, layout } from "./layout.ts";
import type { MachineNode, Rect, Scene, SceneEdge, View } from "./scene.ts";

const plain: View = { domain: "none", collapsedPools: [], isClientsLaneShown: false };
const byZone: View = { ...plain, domain: "zone" };

const cards = (scene: Scene): readonly MachineNode[] => scene.nodes.filter((node) => node.kind === "machine");

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("the shape of the seed", () => {
  const scene = layout(seedPlan(), plain);

  test("balancers, masters and workers stand in their lanes from top to bottom", () => {
    expect(scene.lanes.map(({ id, machineIds }) => [id, machineIds.length])).toEqual([
      ["entry", 2],
      ["control-plane", 3],
      ["etcd", 0],
      ["workers", 3],
    ]);
  });

  test("stacked etcd makes the card taller, with one ring of 2 of 3 around the members", () => {
    const masters = cards(scene).filter(({ lane }) => lane === "control-plane");
    expect(masters.map(({ rect, hasStackedEtcd }) => [rect.width, rect.height, hasStackedEtcd])).toEqual([
      [220, 152, true],
      [220, 152, true],
      [220, 152, true],
    ]);
    expect(scene.hulls.map(({ members, quorum, isEvents }) => [members, quorum, isEvents])).toEqual([[3, 2, false]]);
    const [hull] = scene.hulls;
    for (const { rect } of masters) expect(hull && overlap(hull.rect, rect)).toBe(true);
  });

  test("the VIP is a bar over all columns and goes to the highest priority", () => {
    const bar = scene.nodes.find((node) => node.kind === "endpoint");
    expect(bar?.rect.width).toBeGreaterThanOrEqual(3 * 220);
    expect(scene.edges.filter(({ kind }) => kind === "vip-hold").map(({ to }) => to)).toEqual(["k8s-slb1"]);
  });

  test("every pair of balancer and master has its line, and the pool one trunk", () => {
    const count = (kind: SceneEdge["kind"]): number => scene.edges.filter((edge) => edge.kind === kind).length;
    expect([count("backend"), count("vrrp"), count("kubelet")]).toEqual([6, 1, 1]);
    expect(scene.edges.find(({ kind }) => kind === "kubelet")).toMatchObject({ count: 3, port: 6443 });
  });
});

test("a pool has its trunk to the endpoint that names it, and to every address of a shared DNS name", () => {
  const trunks = (plan: Plan): readonly string[] =>
    layout(plan, plain).edges.flatMap(({ kind, id, to }) => (kind === "kubelet" ? [`${id} -> ${to}`] : []));
  const shared = templatePlan("T6", "T6");
  expect(trunks(shared)).toEqual([
    "kubelet:role:worker -> endpoint:api-1",
    "kubelet:role:worker/api-2 -> endpoint:api-2",
    "kubelet:role:infra -> endpoint:api-1",
    "kubelet:role:infra/api-2 -> endpoint:api-2",
  ]);
  const [one, two] = shared.endpoints;
  if (one === undefined || two === undefined) throw new Error("T6 has two endpoints");
  expect(
    trunks({
      ...shared,
      endpoints: [
        { ...one, pools: ["infra"] },
        { ...two, pools: ["worker"] },
      ],
    }),
  ).toEqual(["kubelet:role:worker -> endpoint:api-2", "kubelet:role:infra -> endpoint:api-1"]);
  expect(trunks({ ...shared, endpoints: [one, { ...two, dnsName: "other.example" }] })).toEqual([
    "kubelet:role:worker -> endpoint:api-1",
    "kubelet:role:infra -> endpoint:api-1",
  ]);
});

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [5, 3],
  [7, 4],
])("of %i members %i are needed", (count, quorum) => {
  const plan = planOf("etcd", { rows: [{ name: "etcd", count, roles: ["etcd"] }] });
  expect(layout(plan, plain).hulls).toMatchObject([{ members: count, quorum }]);
});

test("events etcd is a ring of its own", () => {
  const plan = templatePlan("T6", "T6");
  expect(layout(plan, byZone).hulls.map(({ members, quorum, isEvents }) => [members, quorum, isEvents])).toEqual([
    [5, 3, false],
    [3, 2, true],
  ]);
});

test("columns go by number, declared empty domains are shown, and what is not given comes last", () => {
  const plan = planOf("racks", { rows: [{ name: "w", count: 4, roles: ["worker"], racks: ["rack-10", "rack-2"] }] });
  const machines = plan.machines.map(({ rack, ...machine }, index) => (index === 0 ? machine : { ...machine, rack }));
  const options = { domains: [{ level: "rack" as const, name: "rack-3" }] };
  const scene = layout({ ...plan, machines, options }, { ...plain, domain: "rack" });
  expect(scene.columns.map(({ name }) => name)).toEqual(["rack-2", "rack-3", "rack-10", null]);
});

test.each([
  ["keepalived-haproxy", "vip-bar", ["haproxy", "keepalived"]],
  ["keepalived-nginx", "vip-bar", ["nginx", "keepalived"]],
  ["keepalived-lvs", "vip-bar", ["lvs", "keepalived"]],
] as const)("%s shows its programs on the balancers", (kind, shape, components) => {
  const scene = layout(seedPlan(keepalivedPair(kind)), plain);
  expect(scene.nodes.find((node) => node.kind === "endpoint")).toMatchObject({ shape });
  expect(cards(scene)[0]?.components).toEqual(components);
});

test.each([
  ["haproxy-in-cluster", "vip-bar", ["haproxy", "keepalived"]],
  ["kube-vip-arp", "vip-bar", ["kube-vip"]],
  ["kube-vip-bgp", "vip-bar", ["kube-vip"]],
  ["node-local", "node-local", ["node-proxy"]],
  ["cloud-slb", "appliance", []],
  ["hardware", "appliance", []],
  ["dns-rr", "names", []],
  ["none", "direct", []],
] as const)("%s reaches the masters itself and shows what runs on them", (kind, shape, extra) => {
  const scene = layout(seedPlan({ kind }), plain);
  const master = cards(scene).find(({ lane }) => lane === "control-plane");
  expect(scene.nodes.find((node) => node.kind === "endpoint")).toMatchObject({ shape, lbKind: kind });
  expect(master?.components).toEqual(["apiserver", "controller-manager", "scheduler", ...extra]);
  expect(scene.edges.filter((edge) => edge.kind === "backend")).toHaveLength(3);
  const worker = cards(scene).find(({ lane }) => lane === "workers");
  expect(worker?.components).toEqual(kind === "node-local" ? ["node-proxy"] : []);
});

test.each([
  [24, "cards", 24],
  [25, "chips", 25],
  [195, "chips", 195],
  [201, "grid", 0],
])("a pool of %i machines is drawn as %s", (count, form, drawn) => {
  const scene = layout(planOf("pool", { rows: [{ name: "w", count, roles: ["worker"], pool: "general" }] }), plain);
  expect(scene.nodes.find((node) => node.kind === "pool")).toMatchObject({ form, count, poolCount: count });
  expect(scene.shown).toEqual({ cards: drawn, total: count });
});

test("no more than 200 machines are drawn one by one, however many pools there are", () => {
  const rows = ["a", "b", "c", "d"].map((pool) => ({ name: pool, count: 90, roles: ["worker" as const], pool }));
  const scene = layout(planOf("pools", { rows }), plain);
  expect(scene.shown).toEqual({ cards: 180, total: 360 });
});

test("a collapsed pool is a header only", () => {
  const scene = layout(seedPlan(), { ...plain, collapsedPools: ["role:worker"] });
  expect(scene.nodes.filter(({ lane }) => lane === "workers")).toMatchObject([{ kind: "pool", form: "collapsed" }]);
  expect(scene.shown).toEqual({ cards: 5, total: 8 });
});

test("a view opens by the domain that most machines name, else without columns", () => {
  expect(defaultView(templatePlan("T5", "x")).domain).toBe("zone");
  expect(defaultView(templatePlan("T3", "x")).domain).toBe("rack");
  expect(defaultView(seedPlan()).domain).toBe("none");
  expect(defaultView(blankPlan("x")).domain).toBe("none");
});

test("an empty plan still shows the lanes to drop machines on", () => {
  expect(layout(blankPlan("x"), plain).lanes.map(({ id }) => id)).toEqual(["entry", "control-plane", "workers"]);
});

test("5,000 workers are one grid per zone, each machine in one cell", () => {
  const plan = largePlan(5000);
  const scene = layout(plan, byZone);
  const grids = scene.nodes.filter((node) => node.kind === "grid");
  expect(grids.map(({ machineIds, rect }) => [machineIds.length, rect.width <= 460])).toEqual([
    [1667, true],
    [1667, true],
    [1666, true],
  ]);
  expect(scene.shown).toEqual({ cards: 12, total: 5012 });
});

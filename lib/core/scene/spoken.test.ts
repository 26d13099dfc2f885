import { expect, test } from "vitest";
import { endpointOf, largePlan, planOf, seedPlan } from "./layout/sample-plans.ts";
import { layout } from "./layout.ts";
import type { Scene, View } from "./scene.ts";
import { spokenName } from "./spoken.ts";
import { vocabularies } from "./vocabulary.ts";
import { sceneWords } from "./words.ts";

const view: View = { domain: "zone", collapsedPools: [], isClientsLaneShown: true };

function said(scene: Scene, id: string): readonly [string, string] {
  const node = scene.nodes.find((each) => each.id === id);
  if (node === undefined) throw new Error(`no ${id} in ${scene.nodes.map((each) => each.id).join(" ")}`);
  return [spokenName(node, "en", scene.domain), spokenName(node, "zh", scene.domain)];
}

test("a master is said with roles, domain and size", () => {
  const rows = [{ name: "k8s-master", count: 2, roles: ["control-plane", "etcd"] as const, zones: ["a", "b"] }];
  const scene = layout(planOf("spoken", { rows }), view);
  expect(said(scene, "k8s-master2")).toEqual([
    "k8s-master2, control plane and etcd, zone b, 8 cores 32 GiB",
    "k8s-master2，控制平面和 etcd，可用区 b，8 核 32 GiB",
  ]);
});

test("a balancer is said with its priority, and a missing domain as not given", () => {
  const scene = layout(seedPlan(), view);
  expect(said(scene, "k8s-slb1")).toEqual([
    "k8s-slb1, load balancer, priority 150, zone not given, 2 cores 4 GiB",
    "k8s-slb1，负载均衡器，优先级 150，可用区未填写，2 核 4 GiB",
  ]);
});

test("pools and grids are said with their part of the whole", () => {
  const scene = layout(largePlan(1000), view);
  expect(said(scene, "pool:pool:general/zone-b")).toEqual([
    "general, zone-b, 333 of 1,000 machines, 2,664 cores 10,656 GiB",
    "general，zone-b，1,000 台机器中的 333 台，2,664 核 10,656 GiB",
  ]);
  expect(said(scene, "grid:pool:general/zone-b")).toEqual([
    "general, zone-b, 333 machines",
    "general，zone-b，333 台机器",
  ]);
});

test("endpoints, services and clients are said in both languages", () => {
  const endpoint = endpointOf({ kind: "hardware", units: 2 }, { dnsName: "api.example", audience: "people" });
  const options = { registry: { kind: "harbor" as const, address: "10.0.0.9" } };
  const scene = layout(planOf("spoken", { rows: [], endpoints: [endpoint], options }), view);
  expect(said(scene, "endpoint:api")).toEqual([
    "Hardware load balancer, 172.30.15.10 port 6443, api.example port 6443, 2 units, for people and CI",
    "硬件负载均衡器，172.30.15.10 端口 6443，api.example 端口 6443，2 台，供人员和 CI 使用",
  ]);
  expect(said(scene, "support:registry/1")).toEqual(["Registry, harbor, 10.0.0.9", "镜像仓库，harbor，10.0.0.9"]);
  expect(said(scene, "clients")).toEqual(["Clients", "客户端"]);
});

test("a machine without name, roles and size says so instead of nothing", () => {
  const plan = planOf("bare", { rows: [] });
  const machines = [{ id: "m1", order: 1, hostname: "", ips: [], roles: [], disks: [] }];
  expect(said(layout({ ...plan, machines }, { ...view, domain: "none" }), "m1")).toEqual([
    "no host name yet, no role, size not given",
    "尚无主机名，无角色，未填写配置",
  ]);
});

test("quorum and share shown read naturally in both languages", () => {
  const hull = { members: 3, quorum: 2, isEvents: false };
  expect([sceneWords("en").hull(hull), sceneWords("zh").hull(hull)]).toEqual(["raft: 2 of 3 needed", "raft：需 2/3"]);
  expect(sceneWords("en").shown({ cards: 8, total: 8 })).toBeNull();
  expect(sceneWords("zh").shown({ cards: 12, total: 5000 })).toContain("5,000");
});

function leaves(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

test("Chinese words keep a space between Han and Latin and use full-width punctuation", () => {
  for (const [path, word] of leaves(vocabularies.zh)) {
    expect(String(word), path).not.toMatch(
      /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}|[,;:()]\p{Script=Han}/u,
    );
  }
});

import type { LoadBalancerKind } from "#lib/core/plan/endpoint.ts";
import type { Role } from "#lib/core/plan/machine.ts";
import type { Totals } from "#lib/core/plan/totals.ts";
import type { Component, EndpointNode, LaneId, PoolNode, RaftHull, Scene, SceneEdge, SupportNode } from "./scene.ts";
import { type Lang, type Vocabulary, vocabularies } from "./vocabulary.ts";

const MEBI = 1024;

/** Whole numbers with thousands separators, the same in both languages. */
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

const COMPONENTS: Readonly<Record<Component, string>> = {
  apiserver: "api",
  "controller-manager": "kcm",
  scheduler: "sch",
  etcd: "etcd",
  haproxy: "haproxy",
  nginx: "nginx",
  lvs: "lvs",
  keepalived: "keepalived",
  "kube-vip": "kube-vip",
  "node-proxy": "proxy",
};

/** Sentences whose order of words differs by language. */
interface Phrases {
  quorum(hull: Pick<RaftHull, "members" | "quorum">): string;
  eventsQuorum(hull: Pick<RaftHull, "members" | "quorum">): string;
  shown(shown: Scene["shown"]): string;
  units(count: number): string;
  toAssign(range: string): string;
  machines(count: number): string;
  ofPool(count: number, poolCount: number): string;
  cores(count: number): string;
  version(version: number): string;
  priority(priority: number): string;
  more(count: number): string;
}

const en: Phrases = {
  quorum: ({ members, quorum }) => `raft: ${quorum} of ${members} needed`,
  eventsQuorum: ({ members, quorum }) => `raft for events: ${quorum} of ${members} needed`,
  shown: ({ cards, total }) =>
    `showing ${grouped(cards)} of ${grouped(total)}, ${grouped(total - cards)} in grids or collapsed pools`,
  units: (count) => (count === 1 ? "1 unit" : `${count} units`),
  toAssign: (range) => `to be assigned in ${range}`,
  machines: (count) => (count === 1 ? "1 machine" : `${grouped(count)} machines`),
  ofPool: (count, poolCount) => `${grouped(count)} of ${grouped(poolCount)} machines`,
  cores: (count) => (count === 1 ? "1 core" : `${grouped(count)} cores`),
  version: (version) => `version ${version}`,
  priority: (priority) => `priority ${priority}`,
  more: (count) => `${grouped(count)} more`,
};

const zh: Phrases = {
  quorum: ({ members, quorum }) => `raft：需 ${quorum}/${members}`,
  eventsQuorum: ({ members, quorum }) => `事件 raft：需 ${quorum}/${members}`,
  shown: ({ cards, total }) =>
    `显示 ${grouped(total)} 台中的 ${grouped(cards)} 台，其余 ${grouped(total - cards)} 台在网格或折叠的池中`,
  units: (count) => `${count} 台`,
  toAssign: (range) => `待分配（${range}）`,
  machines: (count) => `${grouped(count)} 台机器`,
  ofPool: (count, poolCount) => `${grouped(poolCount)} 台机器中的 ${grouped(count)} 台`,
  cores: (count) => `${grouped(count)} 核`,
  version: (version) => `版本 ${version}`,
  priority: (priority) => `优先级 ${priority}`,
  more: (count) => `另有 ${grouped(count)} 个`,
};

const phrases: Readonly<Record<Lang, Phrases>> = { en, zh };

export interface SceneWords extends Omit<Phrases, "quorum" | "eventsQuorum" | "shown"> {
  readonly lang: Lang;
  readonly vocabulary: Vocabulary;
  readonly noDomain: string;
  lane(id: LaneId): string;
  component(component: Component): string;
  loadBalancer(kind: LoadBalancerKind): string;
  audience(audience: EndpointNode["audience"]): string;
  service(service: SupportNode["service"]): string;
  role(role: Role): string;
  poolName(pool: Pick<PoolNode, "poolName" | "namedBy">): string;
  hull(hull: Pick<RaftHull, "members" | "quorum" | "isEvents">): string;
  /** What stands beside a line: its port, and how many machines a bundle gathers. */
  edge(edge: Pick<SceneEdge, "kind" | "port" | "count">): string | null;
  /** "showing x of y", or null while every machine is drawn. */
  shown(shown: Scene["shown"]): string | null;
  /** "GiB" with one decimal at most. */
  memory(memoryMiB: number): string;
  /** Sums as one line; a figure that some machines lack is a lower bound. */
  totals(totals: Totals): string;
}

const gibibytes = (memoryMiB: number): string => `${grouped(Math.floor(memoryMiB / MEBI))}${tenth(memoryMiB)} GiB`;

function tenth(memoryMiB: number): string {
  const tenths = Math.floor(((memoryMiB % MEBI) * 10) / MEBI);
  return tenths === 0 ? "" : `.${tenths}`;
}

function edgeLabel(edge: Pick<SceneEdge, "kind" | "port" | "count">): string | null {
  if (edge.kind === "kubelet") return edge.count === null ? null : grouped(edge.count);
  return edge.port === null ? null : `:${edge.port}`;
}

function totalsLine(totals: Totals, said: Phrases): string {
  const { machines, cpuCores, memoryMiB, systemDiskGB, dataDiskGB, unknown } = totals;
  const atLeast = (missing: number): string => (missing === 0 ? "" : "≥ ");
  return [
    said.machines(machines),
    `${atLeast(unknown.cpuCores)}${said.cores(cpuCores)}`,
    `${atLeast(unknown.memoryMiB)}${gibibytes(memoryMiB)}`,
    `${atLeast(unknown.disks)}${grouped(systemDiskGB + dataDiskGB)} GB`,
  ].join(" · ");
}

/** The words of a drawing in one language, for the canvas and for exports. */
export function sceneWords(lang: Lang): SceneWords {
  const vocabulary = vocabularies[lang];
  const said = phrases[lang];
  return {
    ...said,
    lang,
    vocabulary,
    noDomain: vocabulary.noDomain,
    lane: (id) => vocabulary.lanes[id],
    component: (component) => COMPONENTS[component],
    loadBalancer: (kind) => vocabulary.balancers[kind],
    audience: (audience) => vocabulary.audiences[audience],
    service: (service) => vocabulary.services[service],
    role: (role) => vocabulary.roles[role],
    poolName: (pool) => (pool.namedBy === "pool" ? pool.poolName : wordOf(vocabulary, pool.poolName)),
    hull: (hull) => (hull.isEvents ? said.eventsQuorum(hull) : said.quorum(hull)),
    edge: edgeLabel,
    shown: (shown) => (shown.cards >= shown.total ? null : said.shown(shown)),
    memory: gibibytes,
    totals: (totals) => totalsLine(totals, said),
  };
}

function wordOf(vocabulary: Vocabulary, word: string): string {
  return Object.entries(vocabulary.pools).find(([key]) => key === word)?.[1] ?? word;
}

import { blankPlan, type Plan } from "./plan.ts";
import { largeCluster } from "./templates/large.ts";
import { externalEtcdProduction, stackedProduction } from "./templates/production.ts";
import type { Template } from "./templates/rows.ts";
import { seedPlan, seedPlanToday, singleMasterLab } from "./templates/small.ts";
import { threeZones } from "./templates/zones.ts";

type Words = { readonly zh: string; readonly en: string };
type TemplateId = "blank" | "T1" | "T2" | "T2b" | "T3" | "T4" | "T5" | "T6";

export const TEMPLATES: readonly { readonly id: TemplateId; readonly title: Words; readonly summary: Words }[] = [
  {
    id: "blank",
    title: { zh: "空白", en: "Blank" },
    summary: { zh: "从零开始", en: "Start from nothing" },
  },
  {
    id: "T1",
    title: { zh: "实验环境，单控制平面", en: "Lab, single control plane" },
    summary: { zh: "3 台主机：1 个控制平面，2 个工作节点", en: "3 hosts: 1 control plane, 2 workers" },
  },
  {
    id: "T2",
    title: { zh: "KubeSphere 实战规划（2022，原文）", en: "The 2022 KubeSphere plan, as printed" },
    summary: {
      zh: "8 台主机：2 台 SLB，3 台 master + etcd，3 台工作节点兼存储；IP 待分配",
      en: "8 hosts: 2 load balancers, 3 masters with etcd, 3 workers with storage; addresses to be assigned",
    },
  },
  {
    id: "T2b",
    title: { zh: "同一规划，2026 年可落地", en: "The same plan, buildable in 2026" },
    summary: {
      zh: "8 台主机加 VIP：地址、机柜、宿主机和独立磁盘齐全",
      en: "8 hosts and a VIP, with addresses, racks, hypervisors and separate disks",
    },
  },
  {
    id: "T3",
    title: { zh: "生产环境，堆叠 etcd", en: "Production, stacked etcd" },
    summary: { zh: "13 台主机，约 400 个 Pod", en: "13 hosts, about 400 pods" },
  },
  {
    id: "T4",
    title: { zh: "生产环境，外部 etcd", en: "Production, external etcd" },
    summary: { zh: "40 台主机，可扩展到 100 个节点", en: "40 hosts, room to grow to 100 nodes" },
  },
  {
    id: "T5",
    title: { zh: "三可用区", en: "Three zones" },
    summary: { zh: "23 台主机，可承受一个可用区故障", en: "23 hosts, survives the loss of one zone" },
  },
  {
    id: "T6",
    title: { zh: "大规模，1,200 个工作节点", en: "Large, 1,200 workers" },
    summary: { zh: "1,226 台主机，30 个机柜，事件独立 etcd", en: "1,226 hosts, 30 racks, separate etcd for events" },
  },
];

const BUILDERS: Readonly<Record<TemplateId, () => Template>> = {
  blank: () => blankPlan("blank"),
  T1: singleMasterLab,
  T2: seedPlan,
  T2b: seedPlanToday,
  T3: stackedProduction,
  T4: externalEtcdProduction,
  T5: threeZones,
  T6: largeCluster,
};

/** A new plan with the machines, endpoints and options of a template. */
export function templatePlan(id: TemplateId, name: string): Plan {
  const { options, endpoints, machines } = BUILDERS[id]();
  return { ...blankPlan(name), options, endpoints, machines };
}

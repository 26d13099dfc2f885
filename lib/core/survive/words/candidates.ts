import type { Candidate } from "#lib/core/survive/analysis.ts";
import { type Lang, vocabularies } from "./vocabulary.ts";

type Said = Pick<Candidate, "code" | "values" | "newMachines">;

/** What a candidate does, as an order: "move m2 to a third zone". */
export function candidateText(candidate: Said, lang: Lang): string {
  return lang === "zh" ? textZh(candidate) : textEn(candidate);
}

function levelWord(values: Candidate["values"], lang: Lang): string {
  const { level = "" } = values;
  return Object.entries(vocabularies[lang].levels).find(([key]) => key === level)?.[1] ?? level;
}

function textEn({ code, values }: Said): string {
  const { machine = "", domain = "", count = "" } = values;
  const level = levelWord(values, "en");
  switch (code) {
    case "move-to-new-domain":
      return `move ${machine} to a new ${level}${domain === "" ? "" : ` (${domain})`}`;
    case "move-to-domain":
      return `move ${machine} to ${level} ${domain}`;
    case "spread-hypervisors":
      return "spread the control plane over hypervisors of their own";
    case "spread-racks":
      return "spread the control plane over racks of their own";
    case "local-balancer":
      return "a local load balancer on every node instead of the VIP";
    case "kube-vip":
      return "kube-vip on the control plane instead of the load-balancer machines";
    case "split-segment":
      return "split the shared network segment";
    case "add-balancer":
      return `add a load balancer${domain === "" ? "" : ` in ${level} ${domain}`}`;
    case "add-control-plane":
      return `add a control-plane machine${domain === "" ? "" : ` in ${level} ${domain}`}`;
    case "add-etcd-pair":
      if (values.way === "tie-breaker") return `add ${count} etcd members, so that ${level} ${domain} breaks the tie`;
      return `add ${count === "1" ? "1 etcd member" : `${count || "2"} etcd members`}${domain === "" ? "" : ` in ${level} ${domain}`}`;
    case "external-etcd":
      return "give etcd machines of its own";
    case "second-registry":
      return "add a second registry machine";
    case "spread-cluster-dns":
      return "spread cluster DNS over more machines";
    case "second-network-unit":
      return `add a second unit of ${machine || domain || "the network device"}`;
    case "add-worker":
      return `add a worker${domain === "" ? "" : ` in ${level} ${domain}`}`;
    case "active-standby":
      return `keep ${level} ${domain} active and ${values.other ?? ""} as its standby, and say so in the plan`;
  }
}

function textZh({ code, values }: Said): string {
  const { machine = "", domain = "", count = "" } = values;
  const level = levelWord(values, "zh");
  const inPlace = domain === "" ? "" : `在${level} ${domain} `;
  switch (code) {
    case "move-to-new-domain":
      return `将 ${machine} 移至新的${level}${domain === "" ? "" : `（${domain}）`}`;
    case "move-to-domain":
      return `将 ${machine} 移至${level} ${domain}`;
    case "spread-hypervisors":
      return "将控制平面分散到各自独立的宿主机";
    case "spread-racks":
      return "将控制平面分散到各自独立的机架";
    case "local-balancer":
      return "改用节点本地负载均衡，不再依赖 VIP";
    case "kube-vip":
      return "改用控制平面上的 kube-vip，取代负载均衡器机器";
    case "split-segment":
      return "拆分共用的二层网段";
    case "add-balancer":
      return `${inPlace}增加一台负载均衡器`;
    case "add-control-plane":
      return `${inPlace}增加一台控制平面机器`;
    case "add-etcd-pair":
      if (values.way === "tie-breaker") return `增加 ${count} 个 etcd 成员，由${level} ${domain} 打破平局`;
      return `${inPlace}增加 ${count || "2"} 个 etcd 成员`;
    case "external-etcd":
      return "让 etcd 使用独立的机器";
    case "second-registry":
      return "增加第二台镜像仓库机器";
    case "spread-cluster-dns":
      return "将集群 DNS 分散到更多机器";
    case "second-network-unit":
      return `为 ${machine || domain || "该网络设备"} 增加第二台`;
    case "add-worker":
      return `${inPlace}增加一台工作节点`;
    case "active-standby":
      return `以${level} ${domain} 为主、${values.other ?? ""} 为备，并在规划中写明`;
  }
}

/** "no new machine", "2 new machines". */
export function newMachinesText(count: number, lang: Lang): string {
  if (lang === "zh") return count === 0 ? "无需新增机器" : `新增 ${count} 台机器`;
  if (count === 0) return "no new machine";
  return count === 1 ? "1 new machine" : `${count} new machines`;
}

const REASONS: Readonly<Record<Lang, Readonly<Record<Candidate["reason"], string>>>> = {
  en: {
    "survives-more": "survives more failures than before",
    "fewer-minutes": "shorter outages, the same failures survived",
    "even-members": "an even number of etcd members survives no more failures than one member fewer",
    "majority-stays": "the majority of etcd stays in one place, and one more part can fail",
    "more-parts-same-margin": "more parts that can fail, and no more failures survived",
    "lowers-distance": "fewer failures are enough to stop it than before",
    "no-effect": "no effect on this service",
  },
  zh: {
    "survives-more": "可承受的故障比以前多",
    "fewer-minutes": "可承受的故障不变，中断时间更短",
    "even-members": "偶数个 etcd 成员可承受的故障数，与少一个成员时相同",
    "majority-stays": "etcd 多数派仍在同一处，且多了一个可能故障的部件",
    "more-parts-same-margin": "可能故障的部件变多，可承受的故障数不变",
    "lowers-distance": "使其中断所需的故障数比以前少",
    "no-effect": "对该服务没有影响",
  },
};

export const reasonText = (reason: Candidate["reason"], lang: Lang): string => REASONS[lang][reason];

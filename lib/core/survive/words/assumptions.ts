import type { Assumption } from "#lib/core/survive/analysis.ts";
import { type Lang, vocabularies } from "./vocabulary.ts";

/** What the model had to assume, and what that means for the verdict. */
export function assumptionText({ code, level, machineIds }: Assumption, lang: Lang): string {
  const count = machineIds.length;
  return lang === "zh" ? textZh(code, level, count) : textEn(code, level, count);
}

type Code = Assumption["code"];

function textEn(code: Code, level: Assumption["level"], count: number): string {
  const word = level === null ? "place" : vocabularies.en.levels[level];
  const machines = count === 1 ? "1 machine" : `${count.toLocaleString("en")} machines`;
  switch (code) {
    case "placement-unknown":
      return `${word} of ${machines} not given: counted as one shared ${word}`;
    case "hypervisor-unknown":
      return `hypervisor of ${machines} not given: counted as one shared hypervisor`;
    case "segment-shared":
      return "the VIP needs one network segment: its loss counts as the loss of the VIP";
    case "size-unknown":
      return `size of ${machines} not given: capacity is a lower bound`;
    case "demand-unknown":
      return "the demand of the workloads is not given: whether the rest is enough cannot be judged";
    case "dns-placement-unknown":
      return "where cluster DNS runs is not given: assumed on the control plane";
    case "storage-machines-unknown":
      return "the machines of the storage are not given: the likely ones assumed";
    case "registry-machines-unknown":
      return "the machines of the registry are not given: counted as one machine";
    case "replicas-assumed":
      return "replicas are not given: defaults assumed";
  }
}

function textZh(code: Code, level: Assumption["level"], count: number): string {
  const word = level === null ? "位置" : vocabularies.zh.levels[level];
  switch (code) {
    case "placement-unknown":
      return `${count.toLocaleString("zh")} 台机器未填写${word}：按共用同一${word}计算`;
    case "hypervisor-unknown":
      return `${count.toLocaleString("zh")} 台机器未填写宿主机：按共用同一宿主机计算`;
    case "segment-shared":
      return "VIP 依赖同一个二层网段：网段故障视为 VIP 不可用";
    case "size-unknown":
      return `${count.toLocaleString("zh")} 台机器未填写配置：容量只是下限`;
    case "demand-unknown":
      return "未填写业务资源需求：无法判断剩余容量是否够用";
    case "dns-placement-unknown":
      return "未填写集群 DNS 的部署位置：按部署在控制平面计算";
    case "storage-machines-unknown":
      return "未填写存储所用的机器：按最可能的机器计算";
    case "registry-machines-unknown":
      return "未填写镜像仓库所用的机器：按一台机器计算";
    case "replicas-assumed":
      return "未填写副本数：按默认值计算";
  }
}

const LIMITS: Readonly<Record<Lang, string>> = {
  en: "Topology availability, an upper bound: hardware and process failures only, independent except for the shared domains shown. Software bugs, configuration errors, partial network faults, slow disks, overload and data loss are not in it.",
  zh: "此为拓扑层面的可用性上限：只计硬件与进程故障，且除所示共用故障域外视为相互独立；不含软件缺陷、配置错误、部分网络故障、磁盘变慢、过载与数据丢失。",
};

/** What a model of independent failures cannot say; stands under every verdict. */
export const limitsText = (lang: Lang): string => LIMITS[lang];

/** One entry per text: what several endpoints or services assume alike is said once, of all their machines. */
export function mergedAssumptions(assumptions: readonly Assumption[]): readonly Assumption[] {
  const groups = Map.groupBy(assumptions, ({ code, level }) => `${code} ${level}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const machineIds = [...new Set([first, ...others].flatMap((each) => each.machineIds))];
    return [{ ...first, machineIds }];
  });
}

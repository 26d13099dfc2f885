import type * as z from "zod";
import type { StepCode, Timeline } from "#lib/core/survive/analysis.ts";
import { durationText } from "./amounts.ts";
import type { Lang } from "./vocabulary.ts";

type Step = z.infer<typeof StepCode>;

const STEPS: Readonly<Record<Lang, Readonly<Record<Step, string>>>> = {
  en: {
    failure: "failure",
    "vip-moved": "VIP moved to the standby",
    "balancer-marked-down": "load balancer stops sending traffic there",
    "connections-restored": "broken connections replaced",
    "etcd-leader-elected": "new etcd leader elected",
    "controllers-stopped": "controllers and scheduler give up their leases and stop",
    "lease-taken": "standby takes the lease",
    "api-restored": "API answers again",
    "apiserver-restarted": "kubelet restarts the apiserver, which stays down",
    "node-not-ready": "nodes marked NotReady",
    "endpoints-removed": "its pods leave the Service endpoints",
    "eviction-started": "eviction of its pods starts",
    "volume-reattached": "volumes attached elsewhere",
    "last-pod-back": "last pod runs again",
    "not-recovered": "stays down until someone repairs it",
  },
  zh: {
    failure: "故障发生",
    "vip-moved": "VIP 漂移到备机",
    "balancer-marked-down": "负载均衡器将其摘除",
    "connections-restored": "断开的连接已重建",
    "etcd-leader-elected": "etcd 选出新 Leader",
    "controllers-stopped": "控制器与调度器放弃租约并停止工作",
    "lease-taken": "备用实例接管租约",
    "api-restored": "API 恢复响应",
    "apiserver-restarted": "kubelet 重启 apiserver，但无法恢复",
    "node-not-ready": "节点被标记为 NotReady",
    "endpoints-removed": "其上的 Pod 从 Service 端点移除",
    "eviction-started": "开始驱逐其上的 Pod",
    "volume-reattached": "存储卷挂载到其他节点",
    "last-pod-back": "最后一个 Pod 恢复运行",
    "not-recovered": "修复之前一直中断",
  },
};

export const stepText = (code: Step, lang: Lang): string => STEPS[lang][code];

/** "after 4 s", or "after 1 s to 2 s" where luck decides. */
export function momentText({ atSeconds, untilSeconds }: Timeline["steps"][number], lang: Lang): string {
  const write = (seconds: number) => durationText(seconds / 3_600, lang);
  if (write(atSeconds) === write(untilSeconds)) return write(atSeconds);
  return lang === "zh"
    ? `${write(atSeconds)}至 ${write(untilSeconds)}`
    : `${write(atSeconds)} to ${write(untilSeconds)}`;
}

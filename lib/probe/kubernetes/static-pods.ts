import * as z from "zod";
import { instantMs } from "#lib/core/kubernetes/instant.ts";
import { ObjectMeta } from "#lib/core/kubernetes/object-meta.ts";
import type { StaticPodRecord } from "#lib/core/live/observation.ts";
import { probe } from "#lib/probe/probe.ts";
import { listAll, pageOf } from "./kube.ts";

const Pod = z.object({
  metadata: ObjectMeta,
  spec: z.object({ nodeName: z.string().nullish() }),
  status: z.object({
    startTime: z.string().nullish(),
    conditions: z.array(z.object({ type: z.string(), status: z.string() })).nullish(),
    containerStatuses: z
      .array(
        z.object({
          restartCount: z.number(),
          state: z.object({ waiting: z.object({ reason: z.string().nullish() }).nullish() }).nullish(),
        }),
      )
      .nullish(),
  }),
});

const PodPage = pageOf(Pod);

const MIRROR = "kubernetes.io/config.mirror";
/** Where kubeadm writes what the component advertises; no other annotation is kept. */
const KEPT_ANNOTATIONS = [
  "kubeadm.kubernetes.io/etcd.advertise-client-urls",
  "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint",
];
const QUESTION = {
  path: "/api/v1/namespaces/kube-system/pods?labelSelector=tier%3Dcontrol-plane",
  what: "control-plane pods in kube-system",
};

/** Mirror pods of the control plane: what the kubelets say they run. */
export const staticPods = probe("static-pods", async (look) => {
  const items = await listAll(look, QUESTION, PodPage);
  return { pods: items.filter(({ metadata }) => metadata.annotations?.[MIRROR] !== undefined).map(podRecord) };
});

function podRecord({ metadata, spec, status }: z.infer<typeof Pod>): StaticPodRecord {
  const containers = status.containerStatuses ?? [];
  const waiting = containers.map(({ state }) => state?.waiting?.reason).find((reason) => typeof reason === "string");
  const kept = Object.entries(metadata.annotations ?? {}).filter(([key]) => KEPT_ANNOTATIONS.includes(key));
  return {
    name: metadata.name,
    component: metadata.labels?.component ?? "",
    nodeName: spec.nodeName ?? "",
    isReady: (status.conditions ?? []).some(({ type, status: value }) => type === "Ready" && value === "True"),
    restarts: containers.reduce((sum, { restartCount }) => sum + restartCount, 0),
    waitingReason: waiting ?? null,
    startedAtMs: instantMs(status.startTime),
    annotations: Object.fromEntries(kept),
  };
}

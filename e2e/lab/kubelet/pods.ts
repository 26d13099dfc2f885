import * as z from "zod";
import type { Api } from "./api.ts";
import type { Self } from "./node.ts";
import { type StaticPod, staticPods } from "./static-pods.ts";

const PODS = "/api/v1/namespaces/kube-system/pods";
const HASH = "kubernetes.io/config.hash";
const MIRROR = "kubernetes.io/config.mirror";

const Pod = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
    deletionTimestamp: z.string().optional(),
  }),
  spec: z.looseObject({ containers: z.array(z.looseObject({ name: z.string(), image: z.string() })) }),
});
type Pod = z.infer<typeof Pod>;
const PodList = z.object({ items: z.array(Pod) });

/** Shows the static pods in the API, and plays the pods that the scheduler sent here. */
export async function followPods(api: Api, self: Self, uid: string): Promise<void> {
  const { body } = await api("GET", `/api/v1/pods?fieldSelector=spec.nodeName%3D${self.name}`);
  const list = PodList.safeParse(body);
  if (!list.success) return;
  const { items } = list.data;
  for (const pod of staticPods()) await mirror(pod, { api, self, uid, items });
  for (const pod of items) {
    if (pod.metadata.annotations?.[MIRROR] === undefined) await play(pod, api, self);
  }
}

interface Place {
  readonly api: Api;
  readonly self: Self;
  readonly uid: string;
  readonly items: readonly Pod[];
}

async function mirror(pod: StaticPod, { api, self, uid, items }: Place): Promise<void> {
  const name = `${pod.manifest.metadata.name}-${self.name}`;
  const present = items.find(({ metadata }) => metadata.name === name);
  if (present !== undefined && present.metadata.annotations?.[HASH] !== pod.hash) {
    await api("DELETE", `${PODS}/${name}`, { gracePeriodSeconds: 0 });
  } else if (present !== undefined) {
    await api("PATCH", `${PODS}/${name}/status`, { status: podStatus(pod, pod.manifest.spec.containers, self) });
    return;
  }
  await api("POST", PODS, mirrorPod(pod, name, { self, uid }));
}

function mirrorPod({ manifest, hash }: StaticPod, name: string, { self, uid }: Pick<Place, "self" | "uid">): object {
  const annotations = {
    ...manifest.metadata.annotations,
    [HASH]: hash,
    [MIRROR]: hash,
    "kubernetes.io/config.seen": new Date().toISOString(),
    "kubernetes.io/config.source": "file",
  };
  // NodeRestriction refuses a mirror pod with any other owner, or with one that blocks the Node's deletion.
  const ownerReferences = [{ apiVersion: "v1", kind: "Node", name: self.name, uid, controller: true }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "kube-system", labels: manifest.metadata.labels, annotations, ownerReferences },
    spec: { ...manifest.spec, nodeName: self.name, tolerations: [{ operator: "Exists", effect: "NoExecute" }] },
  };
}

async function play({ metadata, spec }: Pod, api: Api, self: Self): Promise<void> {
  const path = `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
  if (metadata.deletionTimestamp !== undefined) {
    await api("DELETE", path, { gracePeriodSeconds: 0 });
    return;
  }
  const pretended = { isRunning: true, restarts: 0, startedAt: STARTED_AT };
  await api("PATCH", `${path}/status`, { status: podStatus(pretended, spec.containers, self) });
}

const STARTED_AT = new Date().toISOString();

type Life = Pick<StaticPod, "isRunning" | "restarts" | "startedAt">;
type Container = { readonly name: string; readonly image: string };

function podStatus({ isRunning, restarts, startedAt }: Life, containers: readonly Container[], self: Self): object {
  const ready = isRunning ? "True" : "False";
  const condition = (type: string, status: string) => ({ type, status });
  return {
    phase: "Running",
    hostIP: self.ip,
    hostIPs: [{ ip: self.ip }],
    podIP: self.ip,
    podIPs: [{ ip: self.ip }],
    startTime: startedAt,
    conditions: [
      condition("PodReadyToStartContainers", "True"),
      condition("Initialized", "True"),
      condition("Ready", ready),
      condition("ContainersReady", ready),
      condition("PodScheduled", "True"),
    ],
    containerStatuses: containers.map(({ name, image }) => ({
      name,
      image,
      imageID: "",
      ready: isRunning,
      started: isRunning,
      restartCount: restarts,
      state: isRunning ? { running: { startedAt } } : { waiting: { reason: "CrashLoopBackOff" } },
    })),
  };
}

import { hostname } from "node:os";
import { arch, platform, version } from "node:process";
import * as z from "zod";
import type { Api } from "./api.ts";

export interface Self {
  readonly name: string;
  readonly ip: string;
  readonly kubernetesVersion: string;
}

/** As the kubelet's defaults: lease of 40 s, renewed every 10 s. */
const LEASE_SECONDS = 40;

const Stored = z.looseObject({ metadata: z.looseObject({ uid: z.string(), resourceVersion: z.string() }) });
const LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

/** Registers the machine and answers the Node's uid; null while the API does not answer or refuses. */
export async function register(api: Api, self: Self): Promise<string | null> {
  const path = `/api/v1/nodes/${self.name}`;
  const present = Stored.safeParse((await api("GET", path)).body);
  if (present.success) return present.data.metadata.uid;
  const platformLabels = { os: "linux", arch: arch === "x64" ? "amd64" : arch };
  const labels = {
    "kubernetes.io/hostname": self.name,
    "kubernetes.io/os": platformLabels.os,
    "kubernetes.io/arch": platformLabels.arch,
  };
  await api("POST", "/api/v1/nodes", {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: self.name, labels },
    status: nodeStatus(self, labels["kubernetes.io/arch"]),
  });
  const made = Stored.safeParse((await api("GET", path)).body);
  return made.success ? made.data.metadata.uid : null;
}

/** Says Ready again: that is also what brings a node back after the controller wrote Unknown. */
export async function renewStatus(api: Api, self: Self): Promise<void> {
  const status = nodeStatus(self, arch === "x64" ? "amd64" : arch);
  await api("PATCH", `/api/v1/nodes/${self.name}/status`, { status });
}

export async function renewLease(api: Api, self: Self, uid: string): Promise<void> {
  const present = Stored.safeParse((await api("GET", `${LEASES}/${self.name}`)).body);
  const body = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: {
      name: self.name,
      namespace: "kube-node-lease",
      ownerReferences: [{ apiVersion: "v1", kind: "Node", name: self.name, uid }],
      ...(present.success ? { resourceVersion: present.data.metadata.resourceVersion } : {}),
    },
    spec: { holderIdentity: self.name, leaseDurationSeconds: LEASE_SECONDS, renewTime: microTime() },
  };
  await (present.success ? api("PUT", `${LEASES}/${self.name}`, body) : api("POST", LEASES, body));
}

/** Kubernetes wants six digits behind the second. */
function microTime(): string {
  return new Date().toISOString().replace("Z", "000Z");
}

function nodeStatus(self: Self, architecture: string): object {
  const now = new Date().toISOString();
  const condition = (type: string, status: "True" | "False", reason: string) => ({
    type,
    status,
    reason,
    message: reason,
    lastHeartbeatTime: now,
  });
  const capacity = { cpu: "2", memory: "4Gi", pods: "110", "ephemeral-storage": "20Gi" };
  return {
    addresses: [
      { type: "InternalIP", address: self.ip },
      { type: "Hostname", address: self.name },
    ],
    capacity,
    allocatable: capacity,
    nodeInfo: {
      architecture,
      bootID: "",
      containerRuntimeVersion: "lab://1",
      kernelVersion: version,
      kubeProxyVersion: "",
      kubeletVersion: self.kubernetesVersion,
      machineID: hostname(),
      operatingSystem: platform,
      osImage: "Quorate lab",
      systemUUID: hostname(),
    },
    conditions: [
      condition("MemoryPressure", "False", "KubeletHasSufficientMemory"),
      condition("DiskPressure", "False", "KubeletHasNoDiskPressure"),
      condition("PIDPressure", "False", "KubeletHasSufficientPID"),
      condition("Ready", "True", "KubeletReady"),
    ],
  };
}

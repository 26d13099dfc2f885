import type { SimCluster } from "#lib/sim/cluster.ts";
import { addressOf } from "#lib/sim/network/listener.ts";
import { PORTS } from "#lib/sim/network/places.ts";
import type { SimMachine } from "#lib/sim/spec.ts";
import { uidOf } from "./leases.ts";

const COMPONENTS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];
const HARDWARE = {
  master: { cpu: "8", memory: "16266052Ki" },
  worker: { cpu: "16", memory: "65806256Ki" },
  lb: { cpu: "2", memory: "4030096Ki" },
} as const;

export function nodeObjects(cluster: SimCluster): readonly object[] {
  const { masters, workers } = cluster.layout;
  return [...masters, ...workers].map((machine, at) => nodeObject(cluster, machine, at));
}

function nodeObject(cluster: SimCluster, { host, ip, role }: SimMachine, at: number): object {
  const { state, layout } = cluster;
  const uid = uidOf(cluster, 2000 + at);
  const isReady = !state.notReady.has(host);
  const started = new Date(state.startedAtMs).toISOString();
  const condition = (type: string, status: string) => ({ type, status, lastTransitionTime: started });
  const roleLabel = role === "master" ? { "node-role.kubernetes.io/control-plane": "" } : {};
  return {
    metadata: {
      name: host,
      uid,
      labels: { "kubernetes.io/hostname": host, "topology.kubernetes.io/zone": `zone-${(at % 3) + 1}`, ...roleLabel },
    },
    spec: { unschedulable: false },
    status: {
      addresses: [
        { type: "InternalIP", address: ip },
        { type: "Hostname", address: host },
      ],
      conditions: [
        condition("MemoryPressure", isReady ? "False" : "Unknown"),
        condition("DiskPressure", isReady ? "False" : "Unknown"),
        condition("Ready", isReady ? "True" : "Unknown"),
      ],
      capacity: { ...HARDWARE[role], "ephemeral-storage": "153560932Ki", pods: "110" },
      nodeInfo: {
        kubeletVersion: layout.kubernetesVersion,
        systemUUID: uid,
        bootID: uid,
        machineID: uid.replaceAll("-", ""),
        osImage: "Debian GNU/Linux 12 (bookworm)",
        kernelVersion: "6.1.0",
      },
    },
  };
}

/** Mirror pods of the control plane, one of each component per master. */
export function podObjects(cluster: SimCluster): readonly object[] {
  return cluster.layout.masters.flatMap((machine) =>
    COMPONENTS.map((component) => podObject(cluster, machine, component)),
  );
}

function podObject({ state, placing }: SimCluster, { host, ip }: SimMachine, component: string): object {
  const member = state.members.find((candidate) => candidate.host === host);
  const isDown = component === "etcd" ? member?.condition === "down" : state.api.get(host)?.isRefused === true;
  const isReady = !(isDown && (component === "etcd" || component === "kube-apiserver"));
  const clientUrl = `https://${addressOf(placing(ip, PORTS.etcd))}`;
  return {
    metadata: {
      name: `${component}-${host}`,
      labels: { component, tier: "control-plane" },
      annotations: {
        "kubernetes.io/config.mirror": "simulated",
        ...(component === "etcd" ? { "kubeadm.kubernetes.io/etcd.advertise-client-urls": clientUrl } : {}),
      },
    },
    spec: { nodeName: host },
    status: {
      startTime: new Date(state.startedAtMs).toISOString(),
      conditions: [{ type: "Ready", status: isReady ? "True" : "False" }],
      containerStatuses: [
        {
          restartCount: isReady ? 0 : 3,
          state: isReady ? { running: {} } : { waiting: { reason: "CrashLoopBackOff" } },
        },
      ],
    },
  };
}

/** Data of a ConfigMap of kube-system; null where there is none of that name. */
export function configMap({ layout, pki }: SimCluster, name: string): Readonly<Record<string, string>> | null {
  const { kubernetes, frontProxy } = pki();
  switch (name) {
    case "kubeadm-config":
      return {
        ClusterConfiguration: [
          "apiVersion: kubeadm.k8s.io/v1beta4",
          "kind: ClusterConfiguration",
          `controlPlaneEndpoint: ${layout.vip}:${PORTS.api}`,
          "etcd:",
          "  local:",
          "    dataDir: /var/lib/etcd",
          `kubernetesVersion: ${layout.kubernetesVersion}`,
          "",
        ].join("\n"),
      };
    case "extension-apiserver-authentication":
      return { "client-ca-file": kubernetes.pem, "requestheader-client-ca-file": frontProxy.pem };
    case "kube-root-ca.crt":
      return { "ca.crt": kubernetes.pem };
    default:
      return null;
  }
}

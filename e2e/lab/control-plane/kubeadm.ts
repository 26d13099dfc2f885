import { stringify } from "yaml";
import { kubernetesVersion } from "#e2e/real/programs.ts";
import { API_PORT, type MachinePlace, VIP } from "../layout.ts";
import type { Machine } from "../machine.ts";

const API = "kubeadm.k8s.io/v1beta4";
const ENDPOINT = `${VIP}:${API_PORT}`;
/** Known to nobody outside of the lab's own network, which only this host reaches. */
const TOKEN = "abcdef.0123456789abcdef";
const CERTIFICATE_KEY = "0123456789abcdef".repeat(4);
const CONFIG_FILE = "/etc/kubernetes/lab.yaml";

/** Neither a container runtime nor a real kubelet is there for the preflight to find. */
const SKIP = ["--skip-phases", "preflight", "--config", CONFIG_FILE];

/** `kubeadm init`: the first master, with PKI and etcd of its own. */
export async function initMaster(master: Machine): Promise<void> {
  const [version] = kubernetesVersion();
  await writeConfig(master, [
    {
      apiVersion: API,
      kind: "InitConfiguration",
      localAPIEndpoint: { advertiseAddress: master.ip, bindPort: API_PORT },
      nodeRegistration: registration(master),
      certificateKey: CERTIFICATE_KEY,
      bootstrapTokens: [{ token: TOKEN, ttl: "24h0m0s" }],
    },
    {
      apiVersion: API,
      kind: "ClusterConfiguration",
      clusterName: "lab",
      kubernetesVersion: version,
      controlPlaneEndpoint: ENDPOINT,
      networking: { podSubnet: "10.244.0.0/16" },
    },
  ]);
  await master.run(["kubeadm", "init", "--upload-certs", ...SKIP]);
}

/** `kubeadm join` through the VIP: as a master with a further etcd member, or as a worker. */
export async function join(machine: Machine): Promise<void> {
  const controlPlane = {
    localAPIEndpoint: { advertiseAddress: machine.ip, bindPort: API_PORT },
    certificateKey: CERTIFICATE_KEY,
  };
  const bootstrapToken = { token: TOKEN, apiServerEndpoint: ENDPOINT, unsafeSkipCAVerification: true };
  await writeConfig(machine, [
    {
      apiVersion: API,
      kind: "JoinConfiguration",
      nodeRegistration: registration(machine),
      discovery: { bootstrapToken },
      ...(machine.kind === "master" ? { controlPlane } : {}),
    },
  ]);
  await machine.run(["kubeadm", "join", ...SKIP]);
}

function registration({ name, ip }: MachinePlace): object {
  return { name, criSocket: "unix:///run/none.sock", kubeletExtraArgs: [{ name: "node-ip", value: ip }] };
}

async function writeConfig(machine: Machine, documents: readonly object[]): Promise<void> {
  const text = documents.map((document) => stringify(document)).join("---\n");
  await writeInside(machine, CONFIG_FILE, text);
}

export async function writeInside(machine: Machine, path: string, text: string): Promise<void> {
  await machine.run(["sh", "-c", 'mkdir -p "$(dirname "$1")" && cat > "$1"', "write", path], { input: text });
}

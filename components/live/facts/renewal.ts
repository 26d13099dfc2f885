import type { Fact } from "#lib/core/live/state.ts";
import { textIn } from "./pick-facts.ts";

/** How a certificate is renewed: a command where there is one, and what to do around it, as the key of a text. */
export interface Renewal {
  readonly command: string | null;
  readonly note:
    | "restart-pods"
    | "restart-service"
    | "restart-kubelet"
    | "restart-apiserver"
    | "new-ca"
    | "new-credential"
    | "tool"
    | "by-hand";
}

interface Commands {
  readonly leaf: (role: string) => string | null;
  readonly note: Renewal["note"];
}

/** Names of certificates as kubeadm has them. */
const KUBEADM_NAMES: Readonly<Record<string, string>> = {
  apiserver: "apiserver",
  "etcd-server": "etcd-server",
  "etcd-peer": "etcd-peer",
};

function kubeadm(role: string): string | null {
  const name = KUBEADM_NAMES[role];
  return name === undefined ? null : `kubeadm certs renew ${name}`;
}

/** kubeasz has none for a single certificate: its `kca-renew` makes a new authority too. */
const TOOLS: Readonly<Record<string, Commands>> = {
  kubeadm: { leaf: kubeadm, note: "restart-pods" },
  sealos: { leaf: kubeadm, note: "restart-pods" },
  kubekey: { leaf: () => "kk certs renew -f config-sample.yaml", note: "tool" },
  kubespray: {
    leaf: (role) =>
      role.startsWith("etcd")
        ? "ansible-playbook -b -i inventory/mycluster/hosts.yaml cluster.yml --tags=etcd-secrets"
        : "/usr/local/bin/k8s-certs-renew.sh",
    note: "tool",
  },
  rke2: { leaf: () => "systemctl restart rke2-server", note: "restart-service" },
  k3s: { leaf: () => "systemctl restart k3s", note: "restart-service" },
};

const BY_ROLE: Readonly<Record<string, Renewal>> = {
  loopback: { command: null, note: "restart-apiserver" },
  kubelet: { command: "systemctl restart kubelet", note: "restart-kubelet" },
  authority: { command: null, note: "new-ca" },
  "own-credential": { command: null, note: "new-credential" },
};

/** How this certificate is renewed in a cluster that this tool built. */
export function renewalOf(certificate: Pick<Fact, "values">, tool: string | undefined): Renewal {
  const role = textIn(certificate, "role");
  const known = BY_ROLE[role];
  if (known !== undefined) return known;
  const commands = TOOLS[tool ?? ""];
  if (commands === undefined) return { command: null, note: "by-hand" };
  const command = commands.leaf(role);
  return command === null ? { command: null, note: "restart-pods" } : { command, note: commands.note };
}

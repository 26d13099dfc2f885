/** What prints the outputs that are read, by the tool that a cluster was built with. None of them changes anything. */
export interface PastedCommand {
  readonly tool: "kubectl" | "etcdctl" | "kubeadm" | "kubekey" | "k3s";
  readonly lines: readonly string[];
}

const PKI = "/etc/kubernetes/pki/etcd";
const MEMBER = `--endpoints=https://127.0.0.1:2379 --cacert=${PKI}/ca.crt --cert=${PKI}/healthcheck-client.crt --key=${PKI}/healthcheck-client.key`;
/** Leaders are judged by two looks; a lease is renewed every two seconds. */
const SECONDS_BETWEEN = 10;

export const PASTED_COMMANDS: readonly PastedCommand[] = [
  {
    tool: "kubectl",
    lines: [
      "kubectl get nodes,leases -A -o json",
      `sleep ${SECONDS_BETWEEN}; kubectl get leases -n kube-system -o json`,
    ],
  },
  {
    tool: "etcdctl",
    lines: [
      `sudo ETCDCTL_API=3 etcdctl ${MEMBER} endpoint status --cluster -w json`,
      `sudo ETCDCTL_API=3 etcdctl ${MEMBER} member list -w json`,
      "# etcdctl is not on the host: ask the one in the pod",
      `kubectl -n kube-system exec etcd-$(hostname) -- etcdctl ${MEMBER} endpoint status --cluster -w json`,
    ],
  },
  {
    tool: "kubeadm",
    lines: ["sudo kubeadm certs check-expiration", "# before 1.20", "sudo kubeadm alpha certs check-expiration"],
  },
  {
    tool: "kubekey",
    lines: [
      "./kk certs check-expiration -f config-sample.yaml",
      "# etcd as KubeKey installs it",
      "sudo sh -c 'set -a; . /etc/etcd.env; etcdctl endpoint status --cluster -w json; etcdctl member list -w json'",
    ],
  },
  { tool: "k3s", lines: ["sudo k3s certificate check --output table", "sudo rke2 certificate check --output table"] },
];

/** A Kubernetes version as `gitVersion` has it; null when it is not one. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export function readVersion(text: string): Version | null {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined ? null : { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Kubelets before 1.25 may be two minors older than their API server, later ones three; none may be newer. */
const OLD_KUBELET_MINOR = 25;

export function isKubeletInPolicy(kubelet: Version, oldestServer: Version): boolean {
  const behind = oldestServer.minor - kubelet.minor;
  return behind >= 0 && behind <= (kubelet.minor < OLD_KUBELET_MINOR ? 2 : 3);
}

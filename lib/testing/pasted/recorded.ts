import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Outputs of etcdctl 3.6.16, kubeadm and kubectl 1.36.3 as they were printed, of three members on 127.0.0.11 to .13 and
 * of a cluster whose node objects were made by hand; the host that ran it all is called m1 here.
 */
export function recorded(name: string): string {
  return readFileSync(join(import.meta.dirname, name), "utf8");
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Outputs of etcdctl 3.6.16, kubeadm and kubectl 1.36.3 as they were printed, of three members on 127.0.0.11 to .13 and
 * of a cluster whose node objects were made by hand; the host that ran it all is called m1 here.
 */
export function recorded(name: string): string {
  return readFileSync(join(import.meta.dirname, name), "utf8");
}

/** When the first list of leases was printed. */
const RECORDED_AT_MS = Date.UTC(2026, 10, 26, 14, 17, 50);

/** The same as if it had been printed at another time: every instant in it is moved by as much. */
export function recordedAt(name: string, atMs: number): string {
  const byMs = atMs - RECORDED_AT_MS;
  return recorded(name).replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (instant) => {
    const digits = instant.split(".")[1] ?? "";
    const moved = new Date(Date.parse(instant) + byMs).toISOString();
    // Fractions stay as precise as they were printed: kubectl prints micro-seconds.
    return digits === ""
      ? moved.replace(/\.\d+Z$/, "Z")
      : moved.replace("Z", `${"0".repeat(Math.max(0, digits.length - 4))}Z`);
  });
}

import { annotatedRecord, Lease, LockObject, leaseRecord } from "#lib/core/kubernetes/lease-record.ts";
import type { LeaseRecord } from "#lib/core/live/observation.ts";
import { type Look, probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { getOptional, listAll, pageOf } from "./kube.ts";

const LeasePage = pageOf(Lease);
const NAMESPACE = "kube-system";
const ELECTED = ["kube-scheduler", "kube-controller-manager"];
/** Defaults were Endpoints up to 1.16 and both locks up to 1.19; ConfigMaps were a flag until 1.23. */
const LEGACY = [
  { kind: "endpoints", lock: "endpoints" },
  { kind: "configmaps", lock: "config-map" },
] as const;

/** Leases of kube-system; for an elected component without one, its lock in an annotation. */
export const leases = probe("leases", async (look) => {
  const found = await readLeases(look);
  const missing = ELECTED.filter((name) => !found.some((lease) => lease.name === name));
  const legacy: LeaseRecord[] = [];
  for (const name of missing) {
    const record = await readLegacy(look, name);
    if (record !== null) legacy.push(record);
  }
  const all = [...found, ...legacy];
  if (all.length === 0) throw new Miss("not-found", "kube-system has no lock object of any kind.");
  return { leases: all };
});

async function readLeases(look: Look): Promise<readonly LeaseRecord[]> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases`;
  try {
    const items = await listAll(look, { path, what: "leases in kube-system" }, LeasePage);
    return items.map((item) => leaseRecord(NAMESPACE, item));
  } catch (error) {
    // Clusters before 1.14 do not serve this version of the API.
    if (error instanceof Miss && error.reason === "not-found") return [];
    throw error;
  }
}

async function readLegacy(look: Look, name: string): Promise<LeaseRecord | null> {
  for (const { kind, lock } of LEGACY) {
    const path = `/api/v1/namespaces/${NAMESPACE}/${kind}/${name}`;
    const object = await getOptional(look, { path, what: `${kind} ${name}` }, LockObject);
    const record = object === null ? null : annotatedRecord(object, lock);
    if (record !== null) return record;
  }
  return null;
}

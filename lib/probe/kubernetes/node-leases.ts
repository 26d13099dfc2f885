import { Lease, leaseRecord } from "#lib/core/kubernetes/lease-record.ts";
import { probe } from "#lib/probe/probe.ts";
import { listAll, pageOf } from "./kube.ts";

const LeasePage = pageOf(Lease);
const NAMESPACE = "kube-node-lease";
const QUESTION = { path: `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases`, what: "node leases" };

/** One lease per node, renewed every 10 s: the only sign of life that moves that often. */
export const nodeLeases = probe("node-leases", async (look) => {
  const items = await listAll(look, QUESTION, LeasePage);
  return { leases: items.map((item) => leaseRecord(NAMESPACE, item)) };
});

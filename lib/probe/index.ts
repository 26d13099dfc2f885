import type { LookedProbe } from "#lib/core/live/observation.ts";
import { haproxyStats } from "./balancer/haproxy-stats.ts";
import { slb } from "./balancer/slb.ts";
import { certificate } from "./certificates/certificate.ts";
import { loopbackCertificate } from "./certificates/loopback-certificate.ts";
import { ownCredential } from "./certificates/own-credential.ts";
import { etcdHealth } from "./etcd/etcd-health.ts";
import { etcdMembers } from "./etcd/etcd-members.ts";
import { etcdMetrics } from "./etcd/etcd-metrics.ts";
import { etcdProgress } from "./etcd/etcd-progress.ts";
import { etcdStatus } from "./etcd/etcd-status.ts";
import { access } from "./kubernetes/access-review.ts";
import { apiBackend } from "./kubernetes/api-backend.ts";
import { apiEndpoints } from "./kubernetes/api-endpoints.ts";
import { apiHealth } from "./kubernetes/api-health.ts";
import { apiVersion } from "./kubernetes/api-version.ts";
import { clusterIdentity } from "./kubernetes/cluster-identity.ts";
import { configMapCas } from "./kubernetes/config-map-cas.ts";
import { leases } from "./kubernetes/leases.ts";
import { nodeLeases } from "./kubernetes/node-leases.ts";
import { nodes } from "./kubernetes/nodes.ts";
import { staticPods } from "./kubernetes/static-pods.ts";
import type { Probe } from "./probe.ts";

/** Every probe by its name. */
export const probes: { readonly [Name in LookedProbe]: Probe<Name> } = {
  "api-health": apiHealth,
  "api-version": apiVersion,
  "api-backend": apiBackend,
  leases,
  "node-leases": nodeLeases,
  nodes,
  "static-pods": staticPods,
  "api-endpoints": apiEndpoints,
  "cluster-identity": clusterIdentity,
  "etcd-status": etcdStatus,
  "etcd-members": etcdMembers,
  "etcd-progress": etcdProgress,
  "etcd-metrics": etcdMetrics,
  "etcd-health": etcdHealth,
  certificate,
  "loopback-certificate": loopbackCertificate,
  "config-map-cas": configMapCas,
  "own-credential": ownCredential,
  "haproxy-stats": haproxyStats,
  slb,
  access,
};

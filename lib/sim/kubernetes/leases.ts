import { createHash } from "node:crypto";
import type { SimCluster } from "#lib/sim/cluster.ts";
import type { Elected } from "#lib/sim/fault.ts";
import { createLease, type LeaseState } from "#lib/sim/state.ts";

/** The defaults of client-go: renewed every 2 s, valid for 15 s. */
const RENEW_MS = 2000;
const DURATION_SECONDS = 15;
/** API servers renew every 10 s a lease that says one hour. */
const IDENTITY_RENEW_MS = 10_000;
const IDENTITY_DURATION_SECONDS = 3600;
const NODE_RENEW_MS = 10_000;
const NODE_DURATION_SECONDS = 40;
const MS_PER_SECOND = 1000;

export function systemLeases(cluster: SimCluster, clockMs: number): readonly object[] {
  const elected = [...cluster.state.leases.keys()].map((component) => electedLease(cluster, component, clockMs));
  const identities = cluster.layout.masters.map(({ host }, at) => {
    const { isRefused, isHung } = cluster.state.api.get(host) ?? { isRefused: true, isHung: false };
    const renewMs = isRefused || isHung ? cluster.state.startedAtMs : beat(clockMs, IDENTITY_RENEW_MS);
    const name = `apiserver-${createHash("sha256").update(host).digest("hex").slice(0, 26)}`;
    return leaseObject({
      namespace: "kube-system",
      name,
      uid: uidOf(cluster, 10 + at),
      holder: `${name}_${uidOf(cluster, 20 + at)}`,
      durationSeconds: IDENTITY_DURATION_SECONDS,
      acquireMs: cluster.state.startedAtMs,
      renewMs,
      transitions: 0,
      labels: { "apiserver.kubernetes.io/identity": "kube-apiserver", "kubernetes.io/hostname": host },
    });
  });
  return [...elected, ...identities];
}

export function nodeLeases(cluster: SimCluster, clockMs: number): readonly object[] {
  const { masters, workers } = cluster.layout;
  return [...masters, ...workers].map(({ host }, at) =>
    leaseObject({
      namespace: "kube-node-lease",
      name: host,
      uid: uidOf(cluster, 1000 + at),
      holder: host,
      durationSeconds: NODE_DURATION_SECONDS,
      acquireMs: cluster.state.startedAtMs,
      renewMs: cluster.state.notReady.has(host) ? cluster.state.startedAtMs : beat(clockMs, NODE_RENEW_MS),
      transitions: 0,
      labels: {},
    }),
  );
}

function electedLease(cluster: SimCluster, component: Elected, clockMs: number): object {
  const lease = heldLease(cluster, component);
  const shift = clockMs - cluster.nowMs();
  const acquireMs = lease.acquiredAtMs;
  const renewMs = lease.stoppedAtMs === null ? beat(clockMs, RENEW_MS) : beat(lease.stoppedAtMs + shift, RENEW_MS);
  return leaseObject({
    namespace: "kube-system",
    name: component,
    uid: uidOf(cluster, component === "kube-scheduler" ? 1 : 2),
    holder: lease.isReleased ? "" : `${lease.holder}_${lease.uuid}`,
    durationSeconds: lease.isReleased ? 1 : DURATION_SECONDS,
    acquireMs: Math.min(acquireMs, renewMs),
    renewMs,
    transitions: lease.transitions,
    labels: {},
  });
}

/** The lease as of now; where its holder was killed and it has run out, the next master has taken it. */
function heldLease({ state, layout, nowMs }: SimCluster, component: Elected): LeaseState {
  const lease = state.leases.get(component) ?? createLease("", nowMs());
  const runOutMs = (lease.stoppedAtMs ?? Number.POSITIVE_INFINITY) + DURATION_SECONDS * MS_PER_SECOND;
  if (!lease.hasSuccessor || nowMs() < runOutMs) return lease;
  const hosts = layout.masters.map(({ host }) => host);
  const holder = hosts[(hosts.indexOf(lease.holder) + 1) % hosts.length] ?? lease.holder;
  const next = { ...createLease(holder, nowMs()), acquiredAtMs: runOutMs, transitions: lease.transitions + 1 };
  state.leases.set(component, next);
  return next;
}

interface LeaseFields {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly holder: string;
  readonly durationSeconds: number;
  readonly acquireMs: number;
  readonly renewMs: number;
  readonly transitions: number;
  readonly labels: Readonly<Record<string, string>>;
}

function leaseObject(fields: LeaseFields): object {
  const { namespace, name, uid, labels, holder, durationSeconds, transitions, acquireMs, renewMs } = fields;
  const time = `${new Date(Math.floor(renewMs / MS_PER_SECOND) * MS_PER_SECOND).toISOString().slice(0, 19)}Z`;
  return {
    metadata: {
      name,
      namespace,
      uid,
      labels,
      resourceVersion: String(Math.floor(renewMs / MS_PER_SECOND)),
      managedFields: [{ manager: "kube", operation: "Update", apiVersion: "coordination.k8s.io/v1", time }],
    },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: durationSeconds,
      acquireTime: microTime(acquireMs),
      renewTime: microTime(renewMs),
      leaseTransitions: transitions,
    },
  };
}

/** The last moment at which something with this rhythm happened. */
function beat(nowMs: number, periodMs: number): number {
  return Math.floor(nowMs / periodMs) * periodMs;
}

function microTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000Z");
}

/** Stable ids without a table of them. */
export function uidOf({ uid }: SimCluster, number: number): string {
  return uid.slice(0, -12) + number.toString(16).padStart(12, "0");
}

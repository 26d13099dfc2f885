import { randomUUID } from "node:crypto";
import type { SecureContext } from "node:tls";
import type { SimCluster } from "#lib/sim/cluster.ts";
import type { CertificateChange } from "#lib/sim/fault.ts";
import { contextOf } from "#lib/sim/network/secure.ts";
import type { ApiState } from "#lib/sim/state.ts";
import type { CertificateSpec } from "./certificate.ts";
import { certify, newKey, pemOf } from "./certificate.ts";
import { type Authority, createAuthority, type Identity, issue, yearlong } from "./pki.ts";

const DAY_MS = 86_400_000;
const MS_PER_SECOND = 1000;
/** The last second that the form of RFC 5280 can write: "no well-defined expiry". */
const YEAR_9999_MS = Date.UTC(9999, 11, 31, 23, 59, 59);
const SERVICE_NAMES = ["", ".default", ".default.svc", ".default.svc.cluster.local"].map((end) => `kubernetes${end}`);
const SERVICE_IP = "10.96.0.1";
export const LOOPBACK_NAME = "apiserver-loopback-client";

/** What one API server shows, as of its state. */
export function apiContext(cluster: SimCluster, host: string, api: ApiState): SecureContext {
  const owner = cluster.layout.sharesCertificate && api.certificate === null ? "all" : host;
  const key = `api ${owner} ${JSON.stringify(api.certificate)} ${api.demandsCertificate}`;
  return cached(cluster, key, () => {
    return contextOf(apiIdentity(cluster, owner, api.certificate), api.demandsCertificate);
  });
}

export function loopbackContext(cluster: SimCluster, host: string): SecureContext {
  return cached(cluster, `loopback ${host}`, () => {
    const startedAtSeconds = Math.floor(cluster.state.startedAtMs / MS_PER_SECOND);
    const authority = createAuthority(`${LOOPBACK_NAME}-ca@${startedAtSeconds}`, cluster.nowMs());
    const spec = yearlong(`${LOOPBACK_NAME}@${startedAtSeconds}`, [LOOPBACK_NAME], cluster.nowMs());
    return contextOf(issue(authority, spec), null);
  });
}

/** The member's server certificate; peers show one of their own. */
export function etcdContext(cluster: SimCluster, host: string, kind: "server" | "peer"): SecureContext {
  return cached(cluster, `etcd ${kind} ${host}`, () => {
    const { etcd } = cluster.pki();
    const ip = cluster.layout.masters.find((machine) => machine.host === host)?.ip ?? "127.0.0.1";
    return contextOf(issue(etcd, yearlong(host, [host, "localhost", ip, "127.0.0.1"], cluster.nowMs())), null);
  });
}

export function kubeletContext(cluster: SimCluster, host: string): SecureContext {
  return cached(cluster, `kubelet ${host}`, () => {
    const { kubernetes } = cluster.pki();
    const ip = cluster.layout.masters.find((machine) => machine.host === host)?.ip ?? "127.0.0.1";
    return contextOf(issue(kubernetes, yearlong(`system:node:${host}`, [host, ip], cluster.nowMs())), null);
  });
}

function cached(cluster: SimCluster, key: string, make: () => SecureContext): SecureContext {
  const context = cluster.contexts.get(key) ?? make();
  cluster.contexts.set(key, context);
  return context;
}

function apiIdentity(cluster: SimCluster, owner: string, change: CertificateChange | null): Identity {
  const { layout, nowMs } = cluster;
  const own = layout.masters.filter(({ host }) => owner === "all" || host === owner);
  const sans = [...SERVICE_NAMES, ...own.flatMap(({ host, ip }) => [host, ip]), SERVICE_IP, "127.0.0.1", layout.vip];
  const spec = yearlong("kube-apiserver", sans, nowMs());
  const { kubernetes } = cluster.pki();
  if (change?.kind === "long-chain") return longChain(kubernetes, spec, change.length);
  return issue(kubernetes, change === null ? spec : changed(spec, change, { nowMs: nowMs(), vip: layout.vip }));
}

interface Changed {
  readonly nowMs: number;
  readonly vip: string;
}

function changed(spec: CertificateSpec, change: CertificateChange, { nowMs, vip }: Changed): CertificateSpec {
  switch (change.kind) {
    case "expires":
      return { ...spec, notBeforeMs: nowMs - 365 * DAY_MS, notAfterMs: nowMs + change.days * DAY_MS };
    case "not-yet-valid":
      return { ...spec, notBeforeMs: nowMs + change.days * DAY_MS };
    case "lasts-until-9999":
      return { ...spec, notAfterMs: YEAR_9999_MS };
    case "without-vip":
      return { ...spec, sans: (spec.sans ?? []).filter((name) => name !== vip) };
    case "without-names":
      return { ...spec, sans: null };
    case "long-chain":
      return spec;
  }
}

/** `length` certificates from the leaf up, the last one signed by the authority. */
export function longChain(root: Authority, spec: CertificateSpec, length: number): Identity {
  let authority = root;
  const intermediates: string[] = [];
  for (let at = 1; at < length; at += 1) {
    const name = `intermediate-${at}-${randomUUID().slice(0, 8)}`;
    const key = newKey();
    const pem = pemOf(certify({ ...spec, subject: name, sans: null, isCa: true }, key, authority));
    intermediates.unshift(pem);
    authority = { name, key, pem };
  }
  const leaf = issue(authority, spec);
  return { ...leaf, certificatePem: [leaf.certificatePem, ...intermediates].join("") };
}

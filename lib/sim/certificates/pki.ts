import type { KeyObject } from "node:crypto";
import { type CertificateSpec, certify, keyPem, newKey, pemOf } from "./certificate.ts";

export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  readonly pem: string;
}

/** A certificate with its key, as TLS takes it. */
export interface Identity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** The authorities of one simulated cluster, as kubeadm makes them. */
export interface Pki {
  readonly kubernetes: Authority;
  readonly etcd: Authority;
  readonly frontProxy: Authority;
}

const DAY_MS = 86_400_000;
/** kubeadm: ten years for authorities, one for leaves. */
const AUTHORITY_DAYS = 3650;
const LEAF_DAYS = 365;

/** One key for all leaves of the process: making 10,000 keys would be most of the start of a large simulation. */
const leafKey = newKey();
const leafKeyPem = keyPem(leafKey);

export function createPki(nowMs: number): Pki {
  return {
    kubernetes: createAuthority("kubernetes", nowMs),
    etcd: createAuthority("etcd-ca", nowMs),
    frontProxy: createAuthority("front-proxy-ca", nowMs),
  };
}

export function createAuthority(name: string, nowMs: number): Authority {
  const key = newKey();
  const notAfterMs = nowMs + AUTHORITY_DAYS * DAY_MS;
  const spec = { subject: name, notBeforeMs: nowMs - DAY_MS, notAfterMs, sans: null, isCa: true };
  return { name, key, pem: pemOf(certify(spec, key, { name, key })) };
}

export function issue(authority: Authority, spec: CertificateSpec): Identity {
  return { certificatePem: pemOf(certify(spec, leafKey, authority)), keyPem: leafKeyPem };
}

/** A leaf that is valid for a year from yesterday. */
export function yearlong(subject: string, sans: readonly string[] | null, nowMs: number): CertificateSpec {
  return { subject, sans, notBeforeMs: nowMs - DAY_MS, notAfterMs: nowMs + (LEAF_DAYS - 1) * DAY_MS };
}

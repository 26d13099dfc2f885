import { createHash } from "node:crypto";
import { isIP } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type SecureContext,
  type SecureContextOptions,
} from "node:tls";
import type { Access } from "#lib/probe/access.ts";

/** Parsing PEM costs more than a handshake, so each access has its context made once. */
const contexts = new WeakMap<Access, SecureContext>();

/**
 * X25519 first: OpenSSL 3.5 would otherwise add an ML-KEM key share to every hello, a fifth of the price of a
 * handshake. The other curves keep servers in FIPS mode reachable.
 */
export const CURVES = "X25519:prime256v1:secp384r1";

export function secureContextOf(access: Access): SecureContext {
  const known = contexts.get(access);
  if (known !== undefined) return known;
  const context = createSecureContext({ minVersion: "TLSv1.2", ecdhCurve: CURVES, ...pemsOf(access) });
  contexts.set(access, context);
  return context;
}

/** What an access brings to a handshake: whom it trusts, and who it is. */
export function pemsOf({ trust, credential }: Access): SecureContextOptions {
  return {
    ...(trust.kind === "ca" ? { ca: trust.caPem } : {}),
    ...(credential.kind === "certificate" ? { cert: credential.certificatePem, key: credential.keyPem } : {}),
  };
}

/** How the peer is verified: by chain and name, by its fingerprint once the handshake is over, or by choice not at all. */
export function verificationOf(access: Access, host: string) {
  const name = access.serverName ?? host;
  return {
    servername: sniOf(name),
    rejectUnauthorized: access.trust.kind === "ca",
    checkServerIdentity: (_host: string, certificate: PeerCertificate) => checkServerIdentity(name, certificate),
  } satisfies ConnectionOptions;
}

/** An address is never sent as a server name (RFC 6066 section 3). */
export function sniOf(name: string): string {
  return isIP(name) === 0 ? name : "";
}

/** Node answers an empty object for "no certificate", and null once the socket is gone, whatever its types say. */
export function fingerprintOf(certificate: PeerCertificate | DetailedPeerCertificate | null): string | null {
  return Buffer.isBuffer(certificate?.raw) ? sha256(certificate.raw) : null;
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function isPinBroken({ trust }: Access, fingerprint: string | null): boolean {
  return trust.kind === "pinned" && trust.fingerprint !== fingerprint;
}

import { createHash, type X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
} from "node:tls";
import type { Access } from "#lib/probe/access.ts";
import { remembered } from "#lib/probe/remembered.ts";

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

/** What the peer shows of itself first. */
export interface Leaf {
  readonly certificate: X509Certificate;
  /** SHA-256 of its DER. */
  readonly fingerprint: string;
}

/** Null where the peer showed nothing. To be asked once a connection: Node takes its chain apart for the answer. */
export function leafOf(socket: TLSSocket): Leaf | null {
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? null : { certificate, fingerprint: sha256(certificate.raw) };
}

/** By what the peer is verified beside its name: its chain, or its fingerprint once the handshake is over, or nothing. */
export function verificationOf({ trust, serverName }: Access, host: string) {
  return { servername: sniOf(serverName ?? host), rejectUnauthorized: trust.kind === "ca" } satisfies ConnectionOptions;
}

/** Why the certificate is not that of the host; undefined where it is. */
export function identityProblemOf({ serverName }: Access, host: string, leaf: Leaf | null): Error | undefined {
  if (leaf === null) return new Error("The server showed no certificate.");
  const named = { name: serverName ?? host, leaf };
  return isNamed(named) ? undefined : problemIn(named);
}

interface Named {
  readonly name: string;
  readonly leaf: Leaf;
}

/** Twice the entries of a thousand clusters. */
const NAMES_MAX = 10_000;
const isNamed = remembered(
  NAMES_MAX,
  ({ name, leaf }: Named) => `${leaf.fingerprint} ${name}`,
  (named) => problemIn(named) === undefined,
);

function problemIn({ name, leaf }: Named): Error | undefined {
  return checkServerIdentity(name, leaf.certificate.toLegacyObject());
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

import { X509Certificate } from "node:crypto";
import { connect as connectTcp } from "node:net";
import {
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type TLSSocket,
} from "node:tls";
import type { CertificateChain } from "#lib/core/live/observation.ts";
import type { Access } from "#lib/probe/access.ts";
import type { Look } from "#lib/probe/probe.ts";
import { readAddress } from "#lib/probe/transport/address.ts";
import { ready } from "#lib/probe/transport/dial.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { CURVES, fingerprintOf, pemsOf, sniOf } from "#lib/probe/transport/secure.ts";
import { seenCertificate } from "./seen-certificate.ts";
import { isSignedBy } from "./signed-by.ts";

interface Snapshot {
  readonly certificates: readonly Buffer[];
  readonly leaf: DetailedPeerCertificate;
  readonly trustProblem: string | null;
}

/** Far above any honest chain; OpenSSL itself stops at 100 kB. */
const MAX_CHAIN = 100;
const MAX_NAMES_LENGTH = 300;
/** TLS 1.2 with a client certificate demanded: the handshake ends before the library judges the chain. */
const UNJUDGED = "UNJUDGED";
const NO_AUTHORITY = "NO_AUTHORITY_GIVEN";
/** Time is a fact of its own, and these hide whether the chain is trusted otherwise. */
const TIME_CODES = ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"];

/**
 * Reads the chain of a TLS endpoint on a new connection, whatever it is worth, and sends nothing over it. With a
 * client certificate demanded, TLS 1.2 fails before the handshake ends and TLS 1.3 after it: the chain is taken in
 * both handlers.
 */
export async function readChain(look: Look, serverName: string): Promise<CertificateChain> {
  const { access, transport, deadlineMs, target } = look;
  const { host, port } = readAddress(target.address);
  const raw = connectTcp({ host: await transport.resolve(host, port), port, noDelay: true });
  await ready(raw, "connect", deadlineMs);
  let shown: DetailedPeerCertificate | null = null;
  const socket = connectTls({
    socket: raw,
    secureContext: readingContext(access),
    servername: sniOf(serverName),
    rejectUnauthorized: false,
    // The name is judged below; left here it would hide what the chain says.
    checkServerIdentity: (_host, certificate) => {
      shown = isDetailed(certificate) ? certificate : null;
      return undefined;
    },
  });
  const { snapshot, refusal } = await shake(socket, { deadlineMs, shown: () => shown });
  if (snapshot === null) throw refusal ?? new Miss("tls-protocol", "The server showed no certificate.");
  return {
    chain: snapshot.certificates.map(seenCertificate),
    trustProblem: trustProblemOf(snapshot, access),
    nameProblem: nameProblemOf(serverName, snapshot.leaf),
    isConnectionRefusedAfter: refusal !== null,
  };
}

interface Shaken {
  readonly snapshot: Snapshot | null;
  readonly refusal: Error | null;
}

interface Shaking {
  readonly deadlineMs: number;
  /** The leaf that the library has read for its name, where it came so far: reading it costs half a handshake. */
  readonly shown: () => DetailedPeerCertificate | null;
}

function shake(socket: TLSSocket, { deadlineMs, shown }: Shaking): Promise<Shaken> {
  return new Promise((resolve) => {
    let snapshot: Snapshot | null = null;
    const end = (refusal: Error | null) => {
      clearTimeout(timer);
      snapshot ??= snapshotOf(socket, null);
      socket.destroy();
      resolve({ snapshot, refusal });
    };
    const timer = setTimeout(
      () => end(snapshot === null ? new Miss("timeout", "TCP connected, but no TLS handshake in time.") : null),
      Math.max(1, deadlineMs - performance.now() - READ_MARGIN_MS),
    );
    socket.on("error", end);
    socket.on("close", () => end(snapshot === null ? new Miss("reset", "Closed during the handshake.") : null));
    socket.once("secureConnect", () => {
      snapshot = snapshotOf(socket, shown());
      // Our goodbye makes the server answer: with its own, or with the alert that it wanted a certificate.
      socket.end();
      socket.resume();
    });
  });
}

/** A silent server must not cost the chain that was already read. */
const READ_MARGIN_MS = 50;

/** `getPeerCertificate(true)` can be asked again; `getPeerX509Certificate` cannot. */
function snapshotOf(socket: TLSSocket, shown: DetailedPeerCertificate | null): Snapshot | null {
  const leaf = shown ?? socket.getPeerCertificate(true);
  if (fingerprintOf(leaf) === null) return null;
  const certificates: Buffer[] = [];
  const seen = new Set<string | null>();
  let next: DetailedPeerCertificate | undefined = leaf;
  while (next !== undefined && certificates.length < MAX_CHAIN && !seen.has(fingerprintOf(next))) {
    seen.add(fingerprintOf(next));
    certificates.push(next.raw);
    next = next.issuerCertificate;
  }
  return { certificates, leaf, trustProblem: verdictOf(socket) };
}

/** Node gives the name's check the whole chain, and types it as the leaf alone. */
function isDetailed(certificate: PeerCertificate): certificate is DetailedPeerCertificate {
  return "issuerCertificate" in certificate;
}

/** Node types the problem as an Error and sets the code as a string; it sets nothing where the handshake failed. */
function verdictOf({ authorized, authorizationError }: TLSSocket): string | null {
  if (authorized) return null;
  const problem: unknown = authorizationError;
  if (problem == null) return UNJUDGED;
  return String(problem instanceof Error ? problem.message : problem).slice(0, 100);
}

function trustProblemOf({ trustProblem, certificates }: Snapshot, { trust }: Access): string | null {
  if (trust.kind === "pinned") {
    const [leaf] = certificates;
    return leaf !== undefined && seenCertificate(leaf).fingerprint === trust.fingerprint ? null : "NOT_THE_PINNED_ONE";
  }
  const isJudged = trustProblem !== UNJUDGED && !TIME_CODES.includes(trustProblem ?? "");
  if (isJudged) return trustProblem;
  if (trust.kind === "none") return NO_AUTHORITY;
  const chain = certificates.map((der) => new X509Certificate(der));
  return isSignedBy(chain, trust.caPem) ? null : "UNABLE_TO_GET_ISSUER_CERT";
}

function nameProblemOf(serverName: string, leaf: DetailedPeerCertificate): string | null {
  if (checkServerIdentity(serverName, leaf) === undefined) return null;
  return seenCertificate(leaf.raw).sans.join(", ").slice(0, MAX_NAMES_LENGTH) || "no name at all";
}

const contexts = new WeakMap<Access, ReturnType<typeof createSecureContext>>();

/** Security level 0, so that a weak key is a certificate we can show and not a handshake that failed. */
function readingContext(access: Access) {
  const known = contexts.get(access);
  if (known !== undefined) return known;
  const context = createSecureContext({ ciphers: "DEFAULT@SECLEVEL=0", ecdhCurve: CURVES, ...pemsOf(access) });
  contexts.set(access, context);
  return context;
}

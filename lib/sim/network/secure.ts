import { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { createSecureContext, type PeerCertificate, type SecureContext, type SecureVersion, TLSSocket } from "node:tls";
import type { Authority, Identity } from "#lib/sim/certificates/pki.ts";

export interface TlsDoor {
  readonly context: SecureContext;
  /** Another certificate for one name, as kube-apiserver has for its loopback client. */
  readonly named: { readonly name: string; readonly context: SecureContext } | null;
  /** Ends the handshake of a client without a certificate. */
  readonly isCertificateDemanded: boolean;
  readonly protocols: readonly string[];
}

/** The server's half of a handshake on an accepted connection. A client that gives up is nobody's error. */
export function acceptTls(raw: Socket, door: TlsDoor, onSecure: (socket: TLSSocket) => void): void {
  const socket = new TLSSocket(raw, {
    isServer: true,
    secureContext: door.context,
    requestCert: true,
    rejectUnauthorized: door.isCertificateDemanded,
    ALPNProtocols: [...door.protocols],
    SNICallback: (name, done) => done(null, door.named?.name === name ? door.named.context : door.context),
  });
  socket.on("error", () => raw.destroy());
  socket.on("secure", () => {
    // What tls.Server does at this point; without it HTTP/2 waits for a handshake that is over.
    Object.assign(socket, { secureConnecting: false });
    onSecure(socket);
  });
}

/**
 * No authority is given: OpenSSL would add it to the chain that is shown, and the real servers show their leaf alone.
 * Whose client it is, `clientOf` finds out.
 */
export function contextOf({ certificatePem, keyPem }: Identity, version: SecureVersion | null): SecureContext {
  return createSecureContext({
    cert: certificatePem,
    key: keyPem,
    ...(version === null ? {} : { minVersion: version, maxVersion: version }),
  });
}

/** The name in a client certificate of this authority; null for none, or for somebody else's. */
export function clientOf(socket: TLSSocket, authority: Authority): string | null {
  // Null once the client has gone, whatever the types say.
  const certificate: PeerCertificate | null = socket.getPeerCertificate();
  if (!Buffer.isBuffer(certificate?.raw)) return null;
  const { raw, subject } = certificate;
  const isOurs = new X509Certificate(raw).verify(new X509Certificate(authority.pem).publicKey);
  return isOurs ? String(subject.CN) : null;
}

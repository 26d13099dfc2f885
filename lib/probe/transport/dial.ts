import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Access } from "#lib/probe/access.ts";
import type { Address } from "./address.ts";
import { inTurn } from "./handshake-turns.ts";
import { Miss } from "./miss.ts";
import type { Resolve } from "./resolve.ts";
import { identityProblemOf, isPinBroken, type Leaf, leafOf, secureContextOf, verificationOf } from "./secure.ts";

/** What a look is waiting for: the evidence of a timeout. */
export type Stage = "name" | "connect" | "tls" | "answer" | "body";

export interface Line {
  readonly socket: Socket;
  /** SHA-256 of the leaf certificate; null without TLS. */
  readonly leafFingerprint: string | null;
}

export interface DialOptions {
  readonly protocol: "http/1.1" | "h2";
  readonly resolve: Resolve;
  readonly timeoutMs: number;
  readonly onStage: (stage: Stage) => void;
}

/** A new connection to the checked address, verified before a byte is sent. Whoever calls owns the socket. */
export async function dial(address: Address, access: Access, options: DialOptions): Promise<Line> {
  const { resolve, timeoutMs, onStage, protocol } = options;
  const deadlineMs = performance.now() + timeoutMs;
  onStage("name");
  const ip = await resolve(address.host, address.port);
  onStage("connect");
  const raw = connectTcp({ host: ip, port: address.port, noDelay: true });
  await ready(raw, "connect", deadlineMs);
  if (!address.isTls) return { socket: raw, leafFingerprint: null };

  onStage("tls");
  const secureContext = secureContextOf(access);
  let leaf: Leaf | null = null;
  const late = (): Error => new Miss("timeout", LATE.secureConnect);
  const shake = async (): Promise<TLSSocket> => {
    const secure = connectTls({
      socket: raw,
      secureContext,
      ALPNProtocols: [protocol],
      ...verificationOf(access, address.host),
      checkServerIdentity: () => {
        leaf = leafOf(secure);
        return identityProblemOf(access, address.host, leaf);
      },
    });
    // Node would read the whole chain into objects for the check of the name, which has read the leaf by itself.
    Object.defineProperty(secure, "getPeerCertificate", { value: () => ({}) });
    await ready(secure, "secureConnect", deadlineMs);
    return secure;
  };
  const socket = await inTurn(shake, { deadlineMs, late }).catch((error: unknown) => {
    raw.destroy();
    throw error;
  });
  leaf ??= leafOf(socket);
  const leafFingerprint = leaf?.fingerprint ?? null;
  if (!isPinBroken(access, leafFingerprint)) return { socket, leafFingerprint };
  socket.destroy();
  throw new Miss("tls-untrusted", "The certificate is not the pinned one.");
}

/** Waits for the event; on an error, a close or the deadline the socket is destroyed. */
export function ready(socket: Socket, event: "connect" | "secureConnect", deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const leftMs = Math.max(1, deadlineMs - performance.now());
    const timer = setTimeout(() => fail(new Miss("timeout", LATE[event])), leftMs);
    function fail(error: Error): void {
      clearTimeout(timer);
      socket.off("close", closed);
      socket.destroy();
      reject(error);
    }
    function closed(): void {
      fail(new Miss("reset", "The peer closed the connection."));
    }
    // Stays: a socket without a listener ends the process when the peer resets it between two requests.
    socket.on("error", fail);
    socket.once("close", closed);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off("close", closed);
      resolve();
    });
  });
}

const LATE = {
  connect: "No TCP connection in time: host down, hung, or a firewall drops.",
  secureConnect: "TCP connected, but no TLS handshake in time.",
};

import type { Access } from "#lib/probe/access.ts";
import type { Look } from "#lib/probe/probe.ts";
import { type Address, readAddress } from "./address.ts";
import type { Head } from "./ask.ts";
import type { Stage } from "./dial.ts";
import { Miss } from "./miss.ts";
import { CONNECTIONS, type Door } from "./transport.ts";

export interface Question {
  /** Path with query; null = the path of the target's own URL. */
  readonly path: string | null;
  readonly accept: string;
  readonly capBytes: number;
  /** A new connection that is closed afterwards: what a load balancer chooses, and what certificate it shows. */
  readonly isFresh: boolean;
  /** A JSON body makes it a POST. */
  readonly body: string | null;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly dateMs: number | null;
  readonly text: string;
  readonly latencyMs: number;
  readonly leafFingerprint: string | null;
}

export const JSON_CAP_BYTES = 2 * 1024 * 1024;
const CONNECTING: readonly Stage[] = ["name", "connect", "tls"];
const USER_AGENT = "Quorate/1 (read-only monitor)";

const WAITING_FOR: Readonly<Record<Stage, string>> = {
  name: "the name lookup",
  connect: "the TCP connection",
  tls: "the TLS handshake",
  answer: "the first byte of the answer; the connection stands",
  body: "the rest of the answer",
};

/** One HTTP exchange under the look's deadline. Redirects are not followed, and nothing compressed is accepted. */
export async function read(look: Look, question: Question): Promise<Answer> {
  const { target, access, transport } = look;
  const address = readAddress(target.address);
  refuseUnusable(access);
  if (question.isFresh) {
    const door = transport.freshDoor(address, access);
    return await exchange(look, { ...question, address, door }).finally(() => door.lanes.destroy());
  }
  const door = transport.keptDoor(address, access);
  for (let retries = 0; ; retries += 1) {
    const dialledBefore = door.dialled;
    try {
      return await exchange(look, { ...question, address, door });
    } catch (error) {
      // An attempt that hangs in its handshake must not be what the next look waits for.
      if (look.signal.aborted && CONNECTING.includes(door.stage)) transport.shut(door, access);
      // A server may close an idle connection at the moment we use it; only a new connection is evidence.
      const wasKept = dialledBefore > 0 && door.dialled === dialledBefore;
      if (!wasKept || retries === CONNECTIONS || !isClosedConnection(error)) throw error;
    }
  }
}

/** A credential that is meant to be there and is not: asking without it would only be told who we are not. */
export function refuseUnusable({ credential: { kind } }: Access): void {
  if (kind === "locked") throw new Miss("credential-locked", "No key of this engine opens it.");
  if (kind === "outside-pod") throw new Miss("no-service-account", "The engine runs in no pod with a service account.");
}

interface Exchange extends Question {
  readonly address: Address;
  readonly door: Door;
}

async function exchange(look: Look, { address, door, path, accept, body, capBytes }: Exchange): Promise<Answer> {
  const startedMs = performance.now();
  let latencyMs = 0;
  if (door.dialled > 0) door.stage = "answer";
  const onHead = ({ status, headers }: Head): Miss | null => {
    latencyMs = performance.now() - startedMs;
    door.stage = "body";
    return refusalOf(status, headers["content-encoding"]);
  };
  try {
    const { status, headers, text } = await door.lanes.ask(
      {
        method: body === null ? "GET" : "POST",
        path: path ?? address.path,
        body,
        headers: {
          accept,
          "user-agent": USER_AGENT,
          ...authorization(look.access, address),
          ...(body === null ? {} : { "content-type": "application/json" }),
        },
      },
      { signal: look.signal, capBytes, onHead },
    );
    const dateMs = Date.parse(String(headers.date));
    return {
      status,
      text,
      latencyMs,
      contentType: String(headers["content-type"] ?? ""),
      dateMs: Number.isNaN(dateMs) ? null : dateMs,
      leafFingerprint: door.leafFingerprint,
    };
  } catch (error) {
    if (!look.signal.aborted) throw error;
    throw new Miss("timeout", `Nothing complete within ${look.timeoutMs} ms, waiting for ${WAITING_FOR[door.stage]}.`);
  }
}

/** A token travels over verified TLS alone; a statistics page on plain HTTP may well want its password. */
function authorization({ credential }: Access, { isTls }: Address): Readonly<Record<string, string>> {
  if (credential.kind === "token") return isTls ? { authorization: `Bearer ${credential.token}` } : {};
  if (credential.kind !== "password") return {};
  const pair = Buffer.from(`${credential.user}:${credential.password}`).toString("base64");
  return { authorization: `Basic ${pair}` };
}

/** Why the body is not even read; null where it is. */
function refusalOf(status: number, encoding: string | string[] | undefined): Miss | null {
  if (status >= 300 && status < 400) {
    return new Miss("redirected", "Answered with a redirect, which is never followed.", status);
  }
  if (encoding === undefined || encoding === "identity") return null;
  return new Miss("bad-answer", "Answered compressed, which was not asked for.", status);
}

function isClosedConnection(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "UND_ERR_SOCKET" || error.code === "ECONNRESET");
}

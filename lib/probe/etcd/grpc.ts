import { type ClientHttp2Session, connect } from "node:http2";
import type { MissReason } from "#lib/core/live/observation.ts";
import type { Access } from "#lib/probe/access.ts";
import type { Look } from "#lib/probe/probe.ts";
import { originOf, readAddress } from "#lib/probe/transport/address.ts";
import { dial, type Stage } from "#lib/probe/transport/dial.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { refuseUnusable } from "#lib/probe/transport/read.ts";
import { frame, unframe } from "./frame.ts";

/** One unary method, as the proto loader describes it. */
export interface Method<Request> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => object;
}

const CAP_BYTES = 2 * 1024 * 1024;
/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const REASON: Readonly<Record<number, MissReason>> = {
  3: "unauthorised",
  4: "timeout",
  5: "not-found",
  7: "forbidden",
  8: "throttled",
  12: "not-found",
  14: "server-error",
  16: "unauthorised",
};

interface Session {
  readonly http2: ClientHttp2Session;
  /** What the socket said last: a TLS alert reaches the request only as "closed". */
  readonly failure: () => Error | null;
}

const sessions = new WeakMap<Access, Map<string, Session>>();

/** One unary call on our own connection to the checked address. */
export async function callEtcd<Request>(look: Look, method: Method<Request>, request: Request): Promise<object> {
  const { access, target, transport } = look;
  refuseUnusable(access);
  const origin = originOf(readAddress(target.address));
  const kept = sessions.get(access)?.get(origin);
  if (kept !== undefined && !kept.http2.destroyed && !kept.http2.closed) {
    try {
      return await exchange(look, kept, { method, request });
    } catch (error) {
      // The peer may have left since the last look; only a new connection is evidence.
      sessions.get(access)?.delete(origin);
      kept.http2.destroy();
      if (error instanceof Miss && error.reason !== "reset") throw error;
    }
  }
  const session = await open(look, origin);
  try {
    const answer = await exchange(look, session, { method, request });
    if (transport.keepsEtcdSessions) keep(look, origin, session);
    else session.http2.close();
    return answer;
  } catch (error) {
    session.http2.destroy();
    throw error;
  }
}

function keep({ access, transport }: Look, origin: string, session: Session): void {
  const ofAccess = sessions.get(access) ?? new Map<string, Session>();
  if (!sessions.has(access)) {
    transport.onRelease(access, () => {
      for (const { http2 } of ofAccess.values()) http2.destroy();
      sessions.delete(access);
    });
  }
  sessions.set(access, ofAccess.set(origin, session));
}

/** Before the look ends, so that it is told what the connection was waiting for. */
const TELL_MS = 50;

async function open({ access, target, transport, deadlineMs }: Look, origin: string): Promise<Session> {
  const address = readAddress(target.address);
  const leftMs = Math.max(1, deadlineMs - performance.now());
  const timeoutMs = Math.max(1, Math.min(leftMs - TELL_MS, transport.connectTimeoutMs));
  let stage: Stage = "name";
  const onStage = (reached: Stage) => {
    stage = reached;
  };
  const { socket } = await dial(address, access, {
    resolve: transport.resolve,
    timeoutMs,
    onStage,
    protocol: "h2",
  }).catch((error: unknown) => {
    // A stopped process still has its connections accepted by the kernel: without one it is the host that is away.
    const isAway = stage === "connect" && error instanceof Miss && error.reason === "timeout";
    throw isAway ? new Miss("unreachable", error.message) : error;
  });
  let failure: Error | null = null;
  const note = (error: Error) => {
    failure ??= error;
  };
  socket.on("error", note);
  const http2 = connect(origin, { createConnection: () => socket });
  http2.on("error", note);
  return { http2, failure: () => failure };
}

interface Call<Request> {
  readonly method: Method<Request>;
  readonly request: Request;
}

function exchange<Request>(look: Look, session: Session, { method, request }: Call<Request>): Promise<object> {
  return new Promise((resolve, reject) => {
    const stream = session.http2.request({
      ":method": "POST",
      ":path": method.path,
      "content-type": "application/grpc",
      te: "trailers",
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let httpStatus = 0;
    let status: Record<string, unknown> = {};
    const fail = (error: Error) => {
      look.signal.removeEventListener("abort", late);
      stream.destroy();
      reject(error);
    };
    const late = () =>
      fail(new Miss("timeout", "The connection stands, but the member gave no complete answer in time."));
    look.signal.addEventListener("abort", late, { once: true });
    stream.on("error", (error) => fail(session.failure() ?? error));
    stream.on("response", (headers) => {
      httpStatus = headers[":status"] ?? 0;
      status = headers;
    });
    stream.on("trailers", (trailers) => {
      status = trailers;
    });
    stream.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > CAP_BYTES) fail(new Miss("too-large", `The answer is larger than ${CAP_BYTES} bytes.`));
      else chunks.push(chunk);
    });
    stream.on("close", () => {
      look.signal.removeEventListener("abort", late);
      try {
        if (httpStatus === 0) throw session.failure() ?? new Miss("reset", "The member closed the connection.");
        checkStatus(httpStatus, status);
        resolve(method.responseDeserialize(unframe(Buffer.concat(chunks))));
      } catch (error) {
        reject(
          error instanceof RangeError ? new Miss("bad-answer", "The answer is not the message asked for.") : error,
        );
      }
    });
    stream.end(frame(method.requestSerialize(request)));
  });
}

function checkStatus(httpStatus: number, fields: Readonly<Record<string, unknown>>): void {
  if (httpStatus !== 200) throw new Miss("bad-answer", `HTTP ${httpStatus} instead of gRPC.`, httpStatus);
  const code = Number(fields["grpc-status"]);
  if (code === 0) return;
  const text = decoded(String(fields["grpc-message"] ?? ""));
  if (!Number.isInteger(code)) throw new Miss("bad-answer", "The answer carries no gRPC status.");
  throw new Miss(REASON[code] ?? "bad-answer", `gRPC ${code}: ${text}`, code);
}

/** The message is percent-encoded; one that is not is shown as it is. */
function decoded(message: string): string {
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}

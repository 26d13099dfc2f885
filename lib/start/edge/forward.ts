import { Agent, type IncomingMessage, request } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { type Caller, requestHeaders, responseHeaders } from "./headers.ts";
import { type Answer, NOT_ANSWERING, type Refusal, refuse, TOO_LARGE, TOO_SLOW } from "./refusals.ts";

export type Incoming = IncomingMessage | Http2ServerRequest;
/** The largest body of the API is a whole plan of 16 MB; what a route takes less of is judged by the route. */
const BODY_MAX_BYTES = 16 * 1024 * 1024;
/** Whole request, head and body: 16 MB in this time is a line of 1 Mbit/s. */
export const REQUEST_TIMEOUT_MS = 120_000;

const toWeb = new Agent({ keepAlive: true });

/** Passes one request on to web and streams the answer back as it comes, without holding any of it. */
export function forward(incoming: Incoming, answer: Answer, to: { socketPath: string; caller: Caller }): void {
  const length = Number(incoming.headers["content-length"] ?? 0);
  if (length > BODY_MAX_BYTES) {
    refuse(answer, TOO_LARGE);
    return;
  }
  const hasBody = length > 0 || isStreamed(incoming);
  const headers = requestHeaders(incoming.headers, to.caller);
  // Node frames a body of unknown length by itself for some methods only; unframed bytes would be read as a request.
  if (hasBody && headers["content-length"] === undefined) headers["transfer-encoding"] = "chunked";
  const outgoing = request({
    socketPath: to.socketPath,
    method: incoming.method,
    path: incoming.url,
    headers,
    agent: toWeb,
    setHost: false,
  });
  outgoing.on("response", (response) => {
    answer.writeHead(response.statusCode ?? 502, responseHeaders(response.headers));
    answer.flushHeaders?.();
    response.pipe(answer);
    response.on("error", () => answer.destroy());
  });
  outgoing.on("error", () => (answer.headersSent ? answer.destroy() : refuse(answer, NOT_ANSWERING)));
  answer.on("close", () => outgoing.destroy());
  if (hasBody) sendBody(incoming, outgoing, answer);
  else outgoing.end();
}

/** A body without a stated length: chunked on HTTP/1.1, a stream that stays open after its head on HTTP/2. */
function isStreamed(incoming: Incoming): boolean {
  if ("stream" in incoming) return !incoming.stream.endAfterHeaders;
  return incoming.headers["transfer-encoding"] !== undefined;
}

function sendBody(incoming: Incoming, outgoing: ReturnType<typeof request>, answer: Answer): void {
  let received = 0;
  const give = (refusal: Refusal): void => {
    incoming.unpipe(outgoing);
    outgoing
      .removeAllListeners("error")
      .on("error", () => undefined)
      .destroy();
    refuse(answer, refusal);
  };
  const timer = setTimeout(() => give(TOO_SLOW), REQUEST_TIMEOUT_MS);
  incoming.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > BODY_MAX_BYTES) give(TOO_LARGE);
  });
  incoming.on("close", () => clearTimeout(timer));
  incoming.on("end", () => clearTimeout(timer));
  incoming.pipe(outgoing);
}

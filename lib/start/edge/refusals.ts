import type { OutgoingHttpHeaders } from "node:http";
import type { Writable } from "node:stream";

/** What an answer of HTTP/1.1 and one of HTTP/2 have in common. */
export type Answer = Writable & {
  readonly headersSent: boolean;
  readonly writeHead: (status: number, headers: OutgoingHttpHeaders) => unknown;
  readonly flushHeaders?: () => void;
};

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

export const STARTING: Refusal = {
  status: 503,
  code: "starting",
  title: "Not ready yet",
  detail: "Quorate is starting, and may be building itself for the first time. Try again in a few seconds.",
};
export const WRONG_HOST: Refusal = {
  status: 421,
  code: "host-not-allowed",
  title: "Wrong host name",
  detail:
    "This server does not know the host name of the request. Add it to QUORATE_HOSTS, or use the address that the start printed.",
};
export const BAD_TARGET: Refusal = {
  status: 400,
  code: "bad-target",
  title: "Bad request target",
  detail: "The request names an absolute address where a path belongs. Send the path only.",
};
export const TOO_LARGE: Refusal = {
  status: 413,
  code: "body-too-large",
  title: "Body too large",
  detail: "The body of the request is over 16 MB. Send less in one request.",
};
export const TOO_SLOW: Refusal = {
  status: 408,
  code: "body-too-slow",
  title: "Body too slow",
  detail: "The body of the request did not arrive within two minutes. Send it again on a faster line, or send less.",
};
export const NOT_ANSWERING: Refusal = {
  status: 503,
  code: "web-not-answering",
  title: "Not answering",
  detail: "The web process does not answer; it is being started again. Try again in a few seconds.",
};

/** Answers with a problem (RFC 9457) and ends the connection, whose request may be half read. */
export function refuse(answer: Answer, { status, ...rest }: Refusal): void {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  const body = JSON.stringify({ type: "about:blank", title: rest.title, status, detail: rest.detail, code: rest.code });
  answer.writeHead(status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(status === 503 ? { "retry-after": "2" } : {}),
    ...("stream" in answer ? {} : { connection: "close" }),
  });
  answer.end(body);
}

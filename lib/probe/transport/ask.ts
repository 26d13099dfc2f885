import type { IncomingHttpHeaders } from "node:http";
import type { Client, Dispatcher } from "undici";
import { Miss } from "./miss.ts";

export interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

export interface Reply extends Head {
  readonly text: string;
}

export interface Asking {
  readonly signal: AbortSignal;
  /** Of the body; more of it closes the connection, so that an endless one costs no more. */
  readonly capBytes: number;
  /** Told before the body is read; with a miss it is not read at all. */
  readonly onHead: (head: Head) => Miss | null;
}

/** One exchange, gathered as it comes: a stream for the body would cost as much as the whole rest of a small answer. */
export function ask(lane: Client, options: Dispatcher.DispatchOptions, asking: Asking): Promise<Reply> {
  const { signal, capBytes, onHead } = asking;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let head: Head | null = null;
    let controller: Dispatcher.DispatchController | null = null;

    function giveUp(error: Error): void {
      signal.removeEventListener("abort", onAbort);
      reject(error);
      controller?.abort(error);
    }
    function onAbort(): void {
      giveUp(signal.reason);
    }

    signal.addEventListener("abort", onAbort);
    lane.dispatch(options, {
      onRequestStart: (started) => {
        controller = started;
        if (signal.aborted) started.abort(signal.reason);
      },
      onResponseStart: (_, status, headers) => {
        if (status < 200) return;
        head = { status, headers };
        const refusal = onHead(head);
        if (refusal !== null) giveUp(refusal);
      },
      onResponseData: (_, chunk) => {
        size += chunk.length;
        if (size > capBytes) giveUp(new Miss("too-large", `The answer is larger than ${capBytes} bytes.`));
        else chunks.push(chunk);
      },
      onResponseEnd: () => {
        signal.removeEventListener("abort", onAbort);
        const text = Buffer.concat(chunks).toString("utf8");
        if (head === null) reject(new Miss("bad-answer", "The answer has no head."));
        else resolve({ ...head, text });
      },
      onResponseError: (_, error) => {
        signal.removeEventListener("abort", onAbort);
        reject(error);
      },
    });
  });
}

import { processWide } from "#lib/auth/process-wide.ts";
import { TooMany } from "./errors.ts";

const encoder = new TextEncoder();
/** Bytes that may wait for a slow reader; one that falls further behind is cut off and comes back with a fresh snapshot. */
const BACKLOG_MAX_BYTES = 4_000_000;
const RETRY_S = 10;
const PER_CALLER_MAX = 6;
const PER_SERVER_MAX = 2000;
/** Streams by caller. */
const places = () => processWide("event-streams", () => new Map<string, number>());

/** One message goes to hundreds of readers: it is written out once. */
const written = new WeakMap<object, Uint8Array>();

export interface Events<Message extends object> {
  /** Names the caller for the limit of open streams. */
  readonly caller: string;
  readonly signal: AbortSignal;
  readonly subscribe: (send: (message: Message) => void) => () => void;
}

/** Server-sent events for as long as the reader stays and keeps up. */
export function eventStream<Message extends object>({
  caller,
  signal,
  subscribe,
}: Events<Message>): ReadableStream<Uint8Array> {
  takePlace(caller);
  let leave: (() => void) | null = null;
  const end = (): void => {
    if (leave === null) return;
    leave();
    leave = null;
    givePlaceBack(caller);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = (): void => {
          end();
          try {
            controller.close();
          } catch {
            // The reader has closed it already.
          }
        };
        leave = subscribe((message) => {
          if (controller.desiredSize !== null && controller.desiredSize < 0) return close();
          controller.enqueue(bytesOf(message));
        });
        // The first bytes tell the browser, and any proxy between, that the stream is open.
        controller.enqueue(encoder.encode("retry: 2000\n\n"));
        signal.addEventListener("abort", close, { once: true });
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG_MAX_BYTES }),
  );
}

function bytesOf(message: object): Uint8Array {
  const known = written.get(message);
  if (known !== undefined) return known;
  const bytes = encoder.encode(`data: ${JSON.stringify(message)}\n\n`);
  written.set(message, bytes);
  return bytes;
}

/** Event streams that are open in this process. */
export function openStreams(): number {
  return [...places().values()].reduce((sum, count) => sum + count, 0);
}

function takePlace(caller: string): void {
  const own = places().get(caller) ?? 0;
  const all = openStreams();
  if (own >= PER_CALLER_MAX) {
    throw new TooMany(RETRY_S, {
      code: "too-many-streams",
      detail: `You have ${own} event streams open; close one first.`,
    });
  }
  if (all >= PER_SERVER_MAX) {
    throw new TooMany(RETRY_S, {
      code: "too-many-streams",
      detail: `This server holds ${all} event streams, the most it may.`,
    });
  }
  places().set(caller, own + 1);
}

function givePlaceBack(caller: string): void {
  const left = (places().get(caller) ?? 1) - 1;
  if (left === 0) places().delete(caller);
  else places().set(caller, left);
}

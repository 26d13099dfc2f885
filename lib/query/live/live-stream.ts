import { StreamMessage } from "#lib/core/api/live.ts";

/** Names the lock and the channel that all tabs of one browser share. */
const NAME = "quorate-live";
const ADDRESS = "/api/v1/stream";
const REOPEN_MS = 5000;

type Hear = (message: StreamMessage) => void;

const listeners = new Set<Hear>();
let leave: (() => void) | null = null;

/** Hears every message of the live stream. One tab of a browser holds the connection, whichever got there first. */
export function hearStream(hear: Hear): () => void {
  listeners.add(hear);
  leave ??= join((message) => {
    for (const each of listeners) each(message);
  });
  return () => {
    listeners.delete(hear);
    if (listeners.size > 0) return;
    leave?.();
    leave = null;
  };
}

function join(hear: Hear): () => void {
  const channel = new BroadcastChannel(NAME);
  const ending = new AbortController();
  channel.onmessage = ({ data }: MessageEvent<unknown>) => deliver(data, hear);
  const hold = (): Promise<void> =>
    holdStream(ending.signal, (data) => {
      channel.postMessage(data);
      deliver(data, hear);
    });
  // Locks exist in secure contexts only; elsewhere every tab has a stream of its own.
  const held = navigator.locks?.request(NAME, { signal: ending.signal }, hold) ?? hold();
  held.catch(() => undefined);
  return () => {
    ending.abort();
    channel.close();
  };
}

/** Holds the connection until this tab leaves. A lost one is opened again; what was missed is fetched again. */
function holdStream(signal: AbortSignal, send: (data: unknown) => void): Promise<void> {
  let isFirst = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source = connect();

  function connect(): EventSource {
    const made = new EventSource(ADDRESS);
    made.onopen = () => {
      if (!isFirst) send({ type: "resync", slugs: [] } satisfies StreamMessage);
      isFirst = false;
    };
    made.onmessage = ({ data }: MessageEvent<string>) => send(JSON.parse(data));
    // The browser tries again by itself only while nothing answers; an answer that is an error ends it for good.
    made.onerror = () => {
      if (made.readyState !== EventSource.CLOSED) return;
      isFirst = false;
      timer = setTimeout(() => {
        source = connect();
      }, REOPEN_MS);
    };
    return made;
  }

  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    source.close();
    resolve();
  });
  return promise;
}

function deliver(data: unknown, hear: Hear): void {
  const message = StreamMessage.safeParse(data);
  if (message.success) hear(message.data);
}

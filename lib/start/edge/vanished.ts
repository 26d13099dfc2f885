import type { ServerHttp2Session } from "node:http2";

/** Two such intervals until a peer counts as vanished: within the 35 s that a stale subscriber may be kept. */
const PING_EVERY_MS = 10_000;

/**
 * Ends a session whose peer no longer answers: a laptop that was closed sends no end of its streams, and TCP alone
 * repeats what it cannot deliver for a quarter of an hour. Asked only while streams are open, so that a session at
 * rest still meets its idle timeout.
 */
export function endVanished(session: ServerHttp2Session, everyMs = PING_EVERY_MS): void {
  let streams = 0;
  let isAnswerDue = false;
  const asking = setInterval(() => {
    if (streams === 0 || session.destroyed) return;
    if (isAnswerDue) {
      session.destroy();
      return;
    }
    isAnswerDue = true;
    session.ping((error) => {
      if (error === null) isAnswerDue = false;
    });
  }, everyMs).unref();
  session.on("stream", (stream) => {
    streams += 1;
    stream.once("close", () => (streams -= 1));
  });
  session.once("close", () => clearInterval(asking));
}

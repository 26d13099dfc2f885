import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** In Linux's abstract name space: the kernel gives it back when its process ends, however that happens. */
const NAME = "\0quorate-lab";
/** Two runs of the lab's tests before ours. */
const WAIT_MS = 600_000;
const LOOK_EVERY_MS = 1000;

/** There is one lab per host, with fixed names and addresses: another checkout's tests wait here for their turn. */
export async function takeTurn(): Promise<() => Promise<void>> {
  const deadline = performance.now() + WAIT_MS;
  while (performance.now() < deadline) {
    const turn = await tryTurn();
    if (turn !== null) return () => new Promise((resolve) => turn.close(() => resolve()));
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error("Another process has been using the lab for ten minutes.");
}

function tryTurn(): Promise<Server | null> {
  const server = createServer().unref();
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      cause.code === "EADDRINUSE" ? resolve(null) : reject(cause),
    );
    server.listen(NAME, () => resolve(server));
  });
}

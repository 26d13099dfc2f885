import { connect, createServer, type Socket } from "node:net";

export interface Passage {
  readonly port: number;
  /** Nothing passes any more and nobody is told: a partition, not a closed connection. */
  readonly cut: () => void;
  readonly heal: () => void;
  readonly close: () => void;
}

export type Upstream = { readonly path: string } | { readonly host: string; readonly port: number };

/** A TCP door on loopback in front of a Unix socket, that can fail as a network does. */
export async function openProxy(upstream: Upstream): Promise<Passage> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(upstream);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("data", (bytes) => void to.write(bytes));
      if (isCut) from.pause();
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.pause();
    },
    heal: () => {
      isCut = false;
      for (const socket of sockets) socket.resume();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

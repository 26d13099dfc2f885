import { createServer, type Socket } from "node:net";

/** A door of a simulated machine: open, or refusing as a host does whose process is gone. */
export interface Listener {
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Place {
  readonly ip: string;
  readonly port: number;
}

export function createListener({ ip, port }: Place, onSocket: (socket: Socket) => void): Listener {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
    onSocket(socket);
  });
  return {
    open: () =>
      new Promise((resolve, reject) => {
        if (server.listening) return resolve();
        server.once("error", reject);
        server.listen({ host: ip, port, exclusive: true }, () => {
          server.off("error", reject);
          resolve();
        });
      }),
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        for (const socket of sockets) socket.resetAndDestroy();
      }),
  };
}

export function addressOf({ ip, port }: Place): string {
  return `${ip}:${port}`;
}

import { connect, createServer, type Socket } from "node:net";
import type { Upstream } from "./proxy.ts";

/** When the connection dies: before the statement reaches the server, or when the server has done it and answers. */
export type Moment = "before" | "after";

export interface StatementProxy {
  readonly port: number;
  /** The connection that sends the n-th statement from now on dies with it; later ones pass. */
  readonly failAt: (statement: number, moment: Moment) => void;
  /** Statements since `failAt`. */
  readonly count: () => number;
  readonly close: () => void;
}

/** Frontend messages that make the server run something: a simple query, and the Sync that ends an extended one. */
const QUERY = "Q".charCodeAt(0);
const SYNC = "S".charCodeAt(0);
const LENGTH_BYTES = 4;

/** A door in front of PostgreSQL that speaks enough of its protocol to count statements and to break one of them. */
export async function openStatementProxy(upstream: Upstream): Promise<StatementProxy> {
  const sockets = new Set<Socket>();
  let count = 0;
  let broken = 0;
  let moment: Moment = "before";

  function serve(near: Socket): void {
    const far = connect(upstream);
    let isDoomed = false;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", end);
      socket.on("close", end);
    }
    const messages = messageReader();
    near.on("data", (bytes) => {
      for (const type of messages(bytes)) if (type === QUERY || type === SYNC) count += 1;
      if (broken > 0 && count >= broken && !isDoomed) {
        broken = 0;
        isDoomed = true;
        if (moment === "before") return end();
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => (isDoomed ? end() : void near.write(bytes)));
  }

  const server = createServer(serve);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    failAt: (statement, at) => {
      count = 0;
      broken = statement;
      moment = at;
    },
    count: () => count,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Types of the messages in a client's stream; the first message of a connection has none. */
function messageReader(): (bytes: Buffer) => readonly number[] {
  let rest = Buffer.alloc(0);
  let typeBytes = 0;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const types: number[] = [];
    while (rest.length >= typeBytes + LENGTH_BYTES) {
      const length = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < length) break;
      if (typeBytes === 1) types.push(rest[0] ?? 0);
      rest = rest.subarray(length);
      typeBytes = 1;
    }
    return types;
  };
}

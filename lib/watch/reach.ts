import type { Connection } from "#lib/core/connection/connection.ts";
import { createTransport, type Transport } from "#lib/probe/transport/transport.ts";

/** What a connection may reach beyond the usual: this very host, the API of the cluster that the engine runs in. */
export type Reach = Pick<Connection, "mayUseLoopback" | "isInCluster">;

interface Connecting extends Reach {
  readonly port: number;
}

export type MayConnect = (ip: string, about: Connecting) => true | string;

interface Transports {
  readonly of: (reach: Reach) => Transport;
  readonly close: () => void;
}

/** One transport per reach, made when it is first asked for. */
export function makeTransports(mayConnect: MayConnect): Transports {
  const made = new Map<string, Transport>();
  return {
    of: ({ mayUseLoopback, isInCluster }) => {
      const key = `${mayUseLoopback} ${isInCluster}`;
      const known =
        made.get(key) ??
        createTransport({ mayConnect: (ip, port) => mayConnect(ip, { port, mayUseLoopback, isInCluster }) });
      made.set(key, known);
      return known;
    },
    close: () => {
      for (const transport of made.values()) transport.close();
    },
  };
}

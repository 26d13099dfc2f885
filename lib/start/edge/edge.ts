import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { StartSettings } from "#lib/start/settings.ts";
import type { Certificate } from "./certificate.ts";
import { forward, type Incoming } from "./forward.ts";
import { makeGate } from "./gate.ts";
import { type Arrival, callerOf } from "./headers.ts";
import { hostRules } from "./hosts.ts";
import { type Answer, BAD_TARGET, refuse, STARTING, WRONG_HOST } from "./refusals.ts";
import { listen, plainServer, secureServer } from "./servers.ts";
import { forwardUpgrade } from "./upgrade.ts";

export interface Edge {
  /** From now on requests go to web; those that came early are let through. */
  readonly open: (socketPath: string) => void;
  readonly useCertificate: (certificate: Certificate) => void;
  readonly close: () => void;
}

export interface EdgeOptions {
  readonly settings: Pick<StartSettings, "host" | "port" | "hosts" | "origin">;
  /** TLS with this certificate; null for plain HTTP. */
  readonly certificate: Certificate | null;
  /** Only the development server speaks over upgraded connections. */
  readonly hasUpgrades: boolean;
}

/** How long an early request waits for web: a warm start fits. */
const PATIENCE_MS = 8000;

/** The network edge: the only listener that anyone but us can reach. Rejects when the port is taken. */
export async function startEdge({ settings, certificate, hasUpgrades }: EdgeOptions): Promise<Edge> {
  const { origin, host, port, hosts } = settings;
  const rules = hostRules([host, ...hosts, ...(origin === null ? [] : [origin.host])]);
  const gate = makeGate();
  const server = certificate === null ? plainServer(handle) : secureServer(certificate, handle);
  const sockets = trackSockets(server);
  if (hasUpgrades) server.on("upgrade", upgrade);

  async function handle(incoming: Incoming, answer: Answer): Promise<void> {
    incoming.on("error", () => answer.destroy());
    answer.on("error", () => undefined);
    const caller = callerOf(arrivalOf(incoming), origin);
    const refusal = refusalOf(incoming, caller.host);
    const socketPath = refusal === null ? await gate.target(PATIENCE_MS) : null;
    if (socketPath === null) refuse(answer, refusal ?? STARTING);
    else forward(incoming, answer, { socketPath, caller });
  }

  function refusalOf(incoming: Incoming, askedHost: string): typeof WRONG_HOST | null {
    if (!rules.isAllowed(askedHost)) return WRONG_HOST;
    return incoming.url?.startsWith("/") ? null : BAD_TARGET;
  }

  async function upgrade(incoming: Incoming, socket: Duplex): Promise<void> {
    const caller = callerOf(arrivalOf(incoming), origin);
    const socketPath = refusalOf(incoming, caller.host) === null ? await gate.target(PATIENCE_MS) : null;
    if (socketPath === null) socket.destroy();
    else forwardUpgrade(incoming, socket, { socketPath, caller });
  }

  await listen(server, host, port);
  return {
    open: gate.open,
    useCertificate: ({ cert, key }) => {
      if ("setSecureContext" in server) server.setSecureContext({ cert, key });
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Event streams never end by themselves: closing the server means ending its connections. */
function trackSockets(server: ReturnType<typeof plainServer> | ReturnType<typeof secureServer>): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

function arrivalOf({ headers, socket }: Incoming): Arrival {
  return { headers, peer: socket.remoteAddress ?? "", isEncrypted: "encrypted" in socket };
}

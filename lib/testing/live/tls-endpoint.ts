import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { createServer, type SecureVersion, type TlsOptions } from "node:tls";
import { onTestFinished } from "vitest";
import type { Identity } from "#lib/sim/certificates/pki.ts";

export interface EndpointOptions {
  readonly version?: SecureVersion;
  readonly isDemanded?: boolean;
  readonly extra?: TlsOptions;
}

/** A TLS server with this identity, until the test ends; answers its `host:port`. */
export function tlsEndpoint({ certificatePem, keyPem }: Identity, options: EndpointOptions = {}): Promise<string> {
  const { version, isDemanded = false, extra = {} } = options;
  const server = createServer({
    cert: certificatePem,
    key: keyPem,
    requestCert: isDemanded,
    rejectUnauthorized: isDemanded,
    ...(version === undefined ? {} : { minVersion: version, maxVersion: version }),
    ...extra,
  });
  server.on("tlsClientError", () => undefined);
  server.on("secureConnection", (socket) => socket.on("error", () => socket.destroy()));
  return listening(server);
}

/** A TCP server that does with each connection what it is told; records nothing by itself. */
export function tcpEndpoint(onSocket: (socket: Socket) => void, host = "127.0.0.1"): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => socket.destroy());
    onSocket(socket);
  });
  return listening(server, host);
}

function listening(server: ReturnType<typeof createTcpServer>, host = "127.0.0.1"): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, () => {
      const address: AddressInfo | string | null = server.address();
      if (address === null || typeof address === "string") throw new Error("A TCP server has an address.");
      resolve(`${host.includes(":") ? `[${host}]` : host}:${address.port}`);
    });
  });
}

import { mustRun, run } from "./command.ts";

export interface Wire {
  readonly server: string;
  readonly client: string;
  /** Of the server's end. */
  readonly address: string;
}

/** Range for measurements between two networks (RFC 2544): nobody routes it. */
const ADDRESSES = { server: "198.18.77.1", client: "198.18.77.2" };

/** Two network namespaces with one cable between them, gone afterwards; the host's own network is not touched. */
export async function withNamespaces<Outcome>(use: (wire: Wire) => Promise<Outcome>): Promise<Outcome> {
  const [server, client] = [`qs${process.pid}`, `qc${process.pid}`];
  try {
    for (const name of [server, client]) await ip("netns", "add", name);
    await ip("link", "add", "cable", "netns", server, "type", "veth", "peer", "name", "cable", "netns", client);
    for (const [name, own] of [[server, ADDRESSES.server] as const, [client, ADDRESSES.client] as const]) {
      await ip("-n", name, "addr", "add", `${own}/30`, "dev", "cable");
      for (const device of ["lo", "cable"]) await ip("-n", name, "link", "set", device, "up");
    }
    return await use({ server, client, address: ADDRESSES.server });
  } finally {
    // The pair goes with its first end; a namespace that was not made is no fault.
    for (const name of [server, client]) await run("ip", ["netns", "del", name]);
  }
}

async function ip(...args: readonly string[]): Promise<void> {
  await mustRun("ip", args);
}

import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ROOT } from "#e2e/product.ts";

/** Two hosts on one cable, each a network namespace of its own; the network of this machine is not touched. */
export interface TwoHosts {
  readonly server: string;
  /** Where the server is reached. */
  readonly address: string;
  /** Addresses of the host of the readers. */
  readonly readers: readonly [string, string];
  /** From now on nothing comes from or reaches this address, and nobody is told. */
  readonly vanish: (address: string) => void;
  /** A program of ours on one of the two hosts; answers once it has sent its first message. */
  readonly start: (host: "server" | "readers", script: string, args: readonly string[]) => Promise<Child>;
  readonly remove: () => void;
}

export interface Child {
  readonly child: ChildProcess;
  readonly first: unknown;
}

/** Range for measurements between two networks (RFC 2544): nobody routes it. */
const ADDRESSES = { server: "198.18.78.1", stay: "198.18.78.2", vanish: "198.18.78.3" };
const PREFIX = 29;
const DEVICE = "cable";

/** Why this machine cannot have them; null when it can. */
export function whyNoHosts(): string | null {
  if (process.getuid?.() !== 0) return "network namespaces need root";
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  if (!folders.some((folder) => existsSync(join(folder, "ip")))) return "iproute2 is not installed";
  const trial = `qt${process.pid}`;
  if (spawnSync("ip", ["netns", "add", trial]).status !== 0) return "this machine lets nobody make network namespaces";
  spawnSync("ip", ["netns", "del", trial]);
  return null;
}

export function connectTwoHosts(): TwoHosts {
  const names = { server: `qs${process.pid}`, readers: `qr${process.pid}` };
  const children: ChildProcess[] = [];
  for (const name of Object.values(names)) ip("netns", "add", name);
  const ends = ["type", "veth", "peer", "name", DEVICE, "netns", names.readers];
  ip("link", "add", DEVICE, "netns", names.server, ...ends);
  ip("-n", names.server, "addr", "add", `${ADDRESSES.server}/${PREFIX}`, "dev", DEVICE);
  for (const address of [ADDRESSES.stay, ADDRESSES.vanish])
    ip("-n", names.readers, "addr", "add", `${address}/${PREFIX}`, "dev", DEVICE);
  for (const name of Object.values(names))
    for (const device of ["lo", DEVICE]) ip("-n", name, "link", "set", device, "up");
  return {
    server: names.server,
    address: ADDRESSES.server,
    readers: [ADDRESSES.stay, ADDRESSES.vanish],
    vanish: (address) => ip("-n", names.readers, "addr", "del", `${address}/${PREFIX}`, "dev", DEVICE),
    start: async (host, script, args) => {
      const child = fork(join(ROOT, script), [...args], {
        execPath: "ip",
        execArgv: ["netns", "exec", names[host], process.execPath],
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      children.push(child);
      const gone = once(child, "exit").then(([code]) =>
        Promise.reject(new Error(`${script} ended with code ${code}.`)),
      );
      gone.catch(() => undefined);
      const [first] = await Promise.race([once(child, "message"), gone]);
      return { child, first };
    },
    remove: () => {
      for (const child of children) child.kill("SIGKILL");
      for (const name of Object.values(names)) spawnSync("ip", ["netns", "del", name]);
    },
  };
}

function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("ip", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${stderr}`);
}

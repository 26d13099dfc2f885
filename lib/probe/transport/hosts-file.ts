import { readFile } from "node:fs/promises";
import { isIP } from "node:net";

type Hosts = ReadonlyMap<string, readonly string[]>;

/** Names such as `lb.kubesphere.local` live only here in many clusters; a change must reach us without a restart. */
const TTL_MS = 10_000;
const PATH = process.platform === "win32" ? "C:\\Windows\\System32\\drivers\\etc\\hosts" : "/etc/hosts";

let read: { readonly atMs: number; readonly hosts: Promise<Hosts> } | null = null;

/** Names of the system's hosts file, lower case. Empty where there is no such file. */
export function hostsFile(): Promise<Hosts> {
  const nowMs = performance.now();
  if (read === null || nowMs - read.atMs > TTL_MS) {
    const hosts = readFile(PATH, "utf8").then(parseHosts, (): Hosts => new Map());
    read = { atMs: nowMs, hosts };
  }
  return read.hosts;
}

export function parseHosts(text: string): Hosts {
  const hosts = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (isIP(address) === 0) continue;
    for (const name of names) hosts.set(name.toLowerCase(), [...(hosts.get(name.toLowerCase()) ?? []), address]);
  }
  return hosts;
}

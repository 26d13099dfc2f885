import { hostname, networkInterfaces } from "node:os";

export interface HostRules {
  /** True when a request may name this host: a foreign name means DNS rebinding or a cache of someone else. */
  readonly isAllowed: (hostHeader: string | undefined) => boolean;
}

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "::1"];
/** Addresses of the machine change rarely (DHCP); asking the system for every request would cost more than it is worth. */
const ADDRESSES_TTL_MS = 5000;

/** Allows loopback names, the bound host, the machine's own name and addresses, and the names declared by the person. */
export function hostRules(declared: readonly string[]): HostRules {
  const fixed = new Set([...LOOPBACK_NAMES, hostname().toLowerCase(), ...declared.map((name) => nameOf(name) ?? name)]);
  let own = new Set<string>();
  let readAtMs = Number.NEGATIVE_INFINITY;

  function isOwnAddress(name: string): boolean {
    if (performance.now() - readAtMs > ADDRESSES_TTL_MS) {
      own = new Set(ownAddresses());
      readAtMs = performance.now();
    }
    return own.has(name);
  }

  return {
    isAllowed(hostHeader) {
      const name = hostHeader === undefined ? null : nameOf(hostHeader);
      return name !== null && (fixed.has(name) || isOwnAddress(name));
    },
  };
}

/** Addresses of all interfaces, loopback and link-local ones included, without zone suffix. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => entry.address.toLowerCase()));
}

/** Host name or address of a Host header, lower case, without port, brackets and final dot; null when malformed. */
function nameOf(hostHeader: string): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(hostHeader);
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? null : name.toLowerCase().replace(/\.$/, "");
}

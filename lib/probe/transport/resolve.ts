import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { hostsFile } from "./hosts-file.ts";
import { Miss } from "./miss.ts";

/** True, or why this address must not be connected to. */
export type AddressPolicy = (ip: string, port: number) => true | string;
/** Finds an address that may be connected to. Whoever asks connects to the answer, never to the name again. */
export type Resolve = (host: string, port: number) => Promise<string>;

export interface ResolveOptions {
  readonly mayConnect: AddressPolicy;
  /** Name servers as `address:port`; null = those of the system. */
  readonly dnsServers: readonly string[] | null;
}

/** Below the shortest probe deadline (2 s), so that a dead name server is told apart from a dead target. */
const DNS_TIMEOUT_MS = 1200;
const NO_SUCH_NAME = ["ENOTFOUND", "ENODATA"];

/**
 * Looks names up with an own resolver: `dns.lookup` occupies one of four threads of the whole process, so that a few
 * dead names would block every other target. Every answer passes the policy before anything connects to it.
 */
export function createResolve({ mayConnect, dnsServers }: ResolveOptions): Resolve {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 1 });
  if (dnsServers !== null) resolver.setServers([...dnsServers]);

  return async (host, port) => {
    const addresses = isIP(host) === 0 ? await lookUp(resolver, host) : [host];
    let refusal = "no address";
    for (const address of addresses) {
      const verdict = mayConnect(address, port);
      if (verdict === true) return address;
      refusal = `${address}: ${verdict}`;
    }
    throw new Miss("forbidden-address", refusal);
  };
}

async function lookUp(resolver: Resolver, host: string): Promise<readonly string[]> {
  const local = (await hostsFile()).get(host.toLowerCase());
  if (local !== undefined) return local;
  const answers = await Promise.allSettled([inTime(resolver.resolve4(host)), inTime(resolver.resolve6(host))]);
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (found.length > 0) return found;
  const codes = answers.map((answer) => (answer.status === "rejected" ? String(answer.reason?.code) : ""));
  const code = codes.find((candidate) => !NO_SUCH_NAME.includes(candidate)) ?? codes[0] ?? "";
  throw new Miss("dns", `${code}: ${host} has no address.`);
}

/** The resolver's own timeout grows with its attempts and with what it knows of the server. */
async function inTime<Value>(answer: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(Object.assign(new Error(), { code: "ETIMEOUT" })), DNS_TIMEOUT_MS);
  return await Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}

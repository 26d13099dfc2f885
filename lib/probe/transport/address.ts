import { isIP } from "node:net";
import { remembered } from "#lib/probe/remembered.ts";
import { Miss } from "./miss.ts";

/** Where a look goes. The host is a name or an address in canonical form, IPv6 without brackets. */
export interface Address {
  readonly isTls: boolean;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const MAX_LENGTH = 2048;
/** All targets of a thousand clusters. */
const KNOWN_MAX = 30_000;

/**
 * Reads `host:port` (TLS is meant) or an http(s) URL. The URL parser of the platform makes decimal, octal and hex
 * spellings of an address canonical, so that the policy judges the address that the socket will use.
 */
export const readAddress: (text: string) => Address = remembered(KNOWN_MAX, (text: string) => text, parse);

function parse(text: string): Address {
  const url = text.length > MAX_LENGTH ? null : URL.parse(text.includes("://") ? text : `https://${text}`);
  if (url === null || url.hostname === "" || !/^https?:$/.test(url.protocol)) {
    throw new Miss("not-configured", "The address is neither host:port nor an http(s) URL.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new Miss("not-configured", "The address carries a user name; credentials belong in the credential fields.");
  }
  const isTls = url.protocol === "https:";
  const impliedPort = isTls ? 443 : 80;
  const port = url.port === "" ? impliedPort : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return { isTls, host, port, path: `${url.pathname}${url.search}` };
}

export function originOf({ isTls, host, port }: Address): string {
  return `${isTls ? "https" : "http"}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

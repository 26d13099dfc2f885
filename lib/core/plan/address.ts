import * as z from "zod";

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const HOST_NAME_MAX = 253; // RFC 1123 section 2.1

/** True for a lower-case RFC 1123 name: it becomes Node name, etcd member name and certificate CN. */
export function isHostName(text: string): boolean {
  return text.length > 0 && text.length <= HOST_NAME_MAX && text.split(".").every((label) => LABEL.test(label));
}

const V4 = z.ipv4();
const V6 = z.ipv6();

/** True for a four-part decimal IPv4 address without leading zeros, or an IPv6 address without a zone. */
export function isIpAddress(text: string): boolean {
  return V4.safeParse(text).success || (text.includes(":") && V6.safeParse(text).success);
}

/** An IPv4 with a leading zero (`172.30.15.021`): programs disagree whether it is octal, so it is never accepted. */
export function hasLeadingZero(text: string): boolean {
  return (
    /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split(".").some((part) => part.length > 1 && part.startsWith("0"))
  );
}

/** The one spelling of an address: IPv6 in lower case with its longest run of zeros folded (RFC 5952). */
export function canonicalIp(text: string): string {
  if (!text.includes(":") || !URL.canParse(`http://[${text}]`)) return text;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

export const Cidr = z.union([z.cidrv4(), z.cidrv6()]);
export const Port = z.int().min(1).max(65535);

import type { Machine } from "#lib/core/plan/machine.ts";

export type Mask = "none" | "last" | "last-two";

const STARS = "***";

/** The address cell of a machine: all addresses, masked on request, or the range one is to be assigned in. */
export function addressText(machine: Machine, mask: Mask): string {
  if (machine.ips.length > 0) return machine.ips.map((ip) => maskAddress(ip, mask)).join(", ");
  return machine.ipToAssignIn === undefined ? "" : rangeText(machine.ipToAssignIn);
}

export function maskAddress(ip: string, mask: Mask): string {
  if (mask === "none") return ip;
  const separator = ip.includes(":") ? ":" : ".";
  const parts = ip.split(separator);
  const hidden = mask === "last" ? 1 : 2;
  return [...parts.slice(0, -hidden), ...Array<string>(hidden).fill(STARS)].join(separator);
}

/** `172.30.15.0/24` -> `172.30.15.***`, the seed's own way; other prefixes are written as they are. */
function rangeText(cidr: string): string {
  const [base = "", prefix] = cidr.split("/");
  const parts = base.split(".");
  if (prefix === "24" && parts.length === 4) return [...parts.slice(0, 3), STARS].join(".");
  if (prefix === "16" && parts.length === 4) return [...parts.slice(0, 2), STARS, STARS].join(".");
  return cidr;
}
